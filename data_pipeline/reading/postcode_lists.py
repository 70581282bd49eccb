"""Lists of postcodes that somebody installed: the ONS Postcode Directory or the National Statistics Postcode Lookup.

Not part of the project: whoever runs a server puts the files, as their publisher made them, into `postcodes/` of the
data folder. Nothing is needed of them but a column of postcodes and one of the districts that they are in.
"""

import re
from pathlib import Path

import duckdb

from data_pipeline.problems import Problem
from data_pipeline.reading import csv_files

POSTCODES = re.compile(r"pcds|pcd|pcd2|pcd7|pcd8|postcode", re.IGNORECASE)
DISTRICTS = re.compile(r"oslaua|laua|lad\d\dcd|ladcd", re.IGNORECASE)


def load(con: duckdb.DuckDBPyConnection, data: Path) -> list[Problem]:
    """Read every list in `postcodes/` into definitions.postcodes: postcode ('PO12AL'), area_code. None is no fault."""
    con.execute("create or replace table definitions.postcodes (postcode varchar, area_code varchar)")
    problems: list[Problem] = []
    for path in sorted((data / "postcodes").glob("*.csv")):
        name = f"postcodes/{path.name}"
        header = csv_files.header(path, name)
        typed, code = (csv_files.column(header, _first(wanted, header, name, what)) for wanted, what in _WANTED)
        chosen = f"{typed} as typed, {code} as code"
        problems += csv_files.scan(con, path, name, header, "one_list", chosen)
        con.execute(
            """
            insert into definitions.postcodes
            select distinct upper(replace(typed, ' ', '')), upper(trim(code)) from one_list
            where trim(typed) <> '' and trim(code) <> ''
            order by 1
            """
        )
        con.execute("drop table one_list")
    return problems


_WANTED = (
    (POSTCODES, "postcodes, such as pcds"),
    (DISTRICTS, "codes of districts, such as oslaua or laua"),
)


def _first(wanted: re.Pattern, header: list[str], name: str, what: str) -> str:
    found = next((column for column in header if wanted.fullmatch(column)), None)
    if found is None:
        raise csv_files.refuse(
            name, f"there is no column of {what}", "Put in the list as its publisher made it, or take it away", row=1
        )
    return found
