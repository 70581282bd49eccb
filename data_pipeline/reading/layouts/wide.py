"""One column for each measure: a year, an area code, then 'Domestic Gas:kt CO2' and its like.

As mySociety publishes councils' emissions (https://github.com/mysociety/la-emissions-data). Oddities: the unit
stands in the header after a colon; codes are mySociety's own of three letters, and its combined authorities'
of four. No crosswalk of those codes is held here, so each is set aside by name unless it is one we know.
A measure is named by its header, unit and all.
"""

import re
from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.problems import Problem
from data_pipeline.reading import csv_files, further_columns, layouts

YEAR = re.compile(r"year|period", re.IGNORECASE)
CODE = re.compile(r"(?:.*[-_ ])?code", re.IGNORECASE)
MEASURE = re.compile(r"[^:]+:\s*\S.*")
# Of each column of measures a row: `measure` is 'c7' until its name is looked up.
GIVEN = {
    "source_row": "source_row", "area_code": "area_code", "period": "period", "value": "value",
    "measure": "$names[cast(measure[2:] as bigint)]",
}  # fmt: skip


def recognise(sample: layouts.Sample) -> bool:
    return bool(sample.rows) and _is_wide([name.strip() for name in sample.rows[0]])


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    names = csv_files.header(path, name)
    if not _is_wide(names):
        raise csv_files.refuse(
            name, "the header has no year, code and measures", "Choose the layout of the file", row=1
        )
    problems = csv_files.scan(con, path, name, names, "scanned")
    year = csv_files.column(names, next(column for column in names if YEAR.fullmatch(column)))
    code = csv_files.column(names, next(column for column in names if CODE.fullmatch(column)))
    measures = ", ".join(csv_files.column(names, column) for column in names if MEASURE.fullmatch(column))
    con.execute(
        f"""
        create or replace temp table {sql.name(table)} as
        select {layouts.typed(GIVEN)}
        from (select source_row, {code} as area_code, {year} as period, {measures} from scanned)
        unpivot include nulls (value for measure in ({measures}))
        """,
        {"names": names},
    )
    con.execute("drop table scanned")
    further_columns.tell_apart(con, path, name, table, names, f"{year}, {code}, {measures}")
    return problems


def _is_wide(names: list[str]) -> bool:
    kinds = [sum(bool(kind.fullmatch(name)) for name in names) for kind in (YEAR, CODE, MEASURE)]
    return kinds[:2] == [1, 1] and kinds[2] >= 2
