"""Files keyed by the names of authorities, as the ONS publishes data for the Sustainable Development Goals.

https://sdgdata.gov.uk: Year, Series, columns that divide the series, Region, columns of the names of authorities,
Units, Observation status, GeoCode, Value. Oddities: a row is of the narrowest area that it names, and columns left
blank say that it is of more than one of theirs; GeoCode is the region's code even where the row is of one authority,
so that a row with a name is of that name and never of that code; rows without a name are of the region; rows with
neither are not said to be of anywhere. Units and their multiplier are part of a measure's name. Names of waste
authorities and of joint boards stand beside councils' ('Bexley LB', 'Greater Manchester WDA (MBC)').
"""

from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.problems import Problem
from data_pipeline.reading import csv_files, layouts
from data_pipeline.reading.grid_tables import headings
from data_pipeline.sql import Sql

FIXED = ("year", "series", "region", "observation status", "geocode", "value")
BOTH = " | "


def recognise(sample: layouts.Sample) -> bool:
    return {"year", "geocode", "value"} <= sample.header and bool(_of_names(list(sample.header)))


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    names = csv_files.header(path, name)
    of_names = _of_names(names)
    if not of_names or csv_files.column(names, "GeoCode") == "null":
        raise csv_files.refuse(name, "no column has the names of authorities", "Choose the layout of the file", row=1)
    authority = _narrowest(names, of_names)
    # Units and multipliers ('Thousands') divide it too; what is counted in units needs no word for that.
    dividing = [
        f"nullif(trim({csv_files.column(names, column)}), 'Units')"
        for column in names
        if column.lower() not in FIXED and not headings.is_about_areas(column)
    ]
    measure = ", ".join([csv_files.column(names, "Series"), *(f"nullif({one}, '')" for one in dividing)])
    problems = layouts.scan(
        con, path, name, names, table,
        measure=f"concat_ws(' | ', {measure})",
        area_code=f"case when {authority} is null then {csv_files.column(names, 'GeoCode')} end",
        area_name=authority,
        period=csv_files.column(names, "Year"),
        value=csv_files.column(names, "Value"),
        status=csv_files.column(names, "Observation status"),
    )  # fmt: skip
    return problems + _of_two_areas(con, name, table)


def _of_names(names: list[str]) -> list[str]:
    """The columns that name authorities, those of the narrowest areas first: a district stands in a county."""
    found = [name for name in names if headings.names_areas(name) and headings.level(name) in headings.AUTHORITIES]
    return sorted(found, key=headings.level)


def _narrowest(names: list[str], of_names: list[str]) -> Sql:
    """SQL for the narrowest area that a row names, or for all of them where it names two of one kind."""
    levels = {}
    for column in of_names:
        levels.setdefault(headings.level(column), []).append(f"nullif(trim({csv_files.column(names, column)}), '')")
    said = [f"nullif(list_aggregate(list_distinct([{', '.join(alike)}]), 'string_agg', '{BOTH}'), '')"
            for alike in levels.values()]  # fmt: skip
    return f"coalesce({', '.join(said)})"


def _of_two_areas(con: duckdb.DuckDBPyConnection, name: str, table: str) -> list[Problem]:
    """Take out the rows that name two areas, and say so of each."""
    rows = con.execute(
        f"delete from {sql.name(table)} where contains(area_name, '{BOTH}') returning source_row, area_name"
    ).fetchall()
    what = "two columns name areas, and nobody can tell whose the figure is"
    return [Problem(name, what, "Keep one column of names", row, value=said) for row, said in sorted(rows)]
