"""Fingertips, Office for Health Improvement and Disparities: public health indicators, one record a row.

https://fingertips.phe.org.uk. The download has some 27 columns (Indicator ID, Indicator Name, Area Code, ...,
Time period, Value, Lower CI 95.0 limit, ..., Count, Denominator, Value note); copies trimmed by others keep a
few under plainer names (area_code, period, value, indicator, inequality), in any order. Oddities: one file
holds many indicators, each for several sexes and ages, which are measures of their own here; rows by
deprivation quintile or ethnic group carry the code of the whole area, and must not be mistaken for it; the
same area comes again under each type of area; wards and strategic areas stand beside councils; a missing
value is empty with a 'Value note', or 'NA'.
"""

from pathlib import Path

import duckdb

from data_pipeline.problems import Problem
from data_pipeline.reading import csv_files, layouts
from data_pipeline.sql import Sql

AREA, PERIOD, INDICATOR = ("Area Code", "area_code"), ("Time period", "period"), ("Indicator Name", "indicator")
# What tells measures of one indicator apart: of the download; of the trimmed copies.
MEASURE = (INDICATOR, ("Sex",), ("Age",), ("measure",), layouts.UNIT, layouts.MULTIPLIER)
PART = (("Category Type",), ("Category",), ("inequality",))


def recognise(sample: layouts.Sample) -> bool:
    names = list(sample.header)
    return all("null" not in csv_files.column(names, *wanted) for wanted in (AREA, PERIOD, INDICATOR, ("Value",)))


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    names = csv_files.header(path, name)

    def column(*wanted: str) -> Sql:
        return csv_files.column(names, *wanted)

    def joined(columns: tuple, by: Sql) -> Sql:
        return f"concat_ws('{by}', {', '.join(_unless_blank(column(*wanted)) for wanted in columns)})"

    value, note = column("Value"), column("Value note")
    is_missing = f"coalesce(trim({value}), '') in ('', 'NA')"
    return layouts.scan(
        con, path, name, names, table,
        measure=joined(MEASURE, " | "),
        part=f"nullif({joined(PART, ': ')}, '')",
        area_code=column(*AREA),
        period=column(*PERIOD),
        value=value,
        reason=f"case when trim({value}) = 'NA' then 'not available' end",
        lower=_unless_blank(column("Lower CI 95.0 limit", "Lower CI limit", "lower_ci")),
        upper=_unless_blank(column("Upper CI 95.0 limit", "Upper CI limit", "upper_ci")),
        numerator=column("Count"),
        denominator=column("Denominator"),
        status=f"""case
            when {is_missing} and regexp_matches({note}, '(?i)suppress|disclos|confidential|withheld') then 'c'
            when {is_missing} and regexp_matches({note}, '(?i)reliab|data quality') then 'u'
            when {is_missing} and (trim({value}) = 'NA' or {note} is not null) then 'x'
        end""",
        note=note,
    )  # fmt: skip


def _unless_blank(column: Sql) -> Sql:
    return "null" if column == "null" else f"nullif(nullif(trim({column}), ''), 'NA')"
