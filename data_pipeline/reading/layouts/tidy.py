"""The tidy layout this project keeps its own files in: UTF-8 CSV, a header, one record a row.

Seven columns, or nine where the counts behind the figures are known.

Every value is read as text, exactly as published. It has one measure, and it is about whole areas.
"""

import csv
import re
from pathlib import Path

import duckdb

from data_pipeline import letters, sql
from data_pipeline.problems import Problem
from data_pipeline.reading import csv_files, layouts, line_ends, surveys, typed_rows

FIGURES = ("area_code", "period", "value", "lower", "upper", "status", "note")
WITH_COUNTS = (*FIGURES[:5], "numerator", "denominator", *FIGURES[5:])

SMALL = 100_000  # In bytes: Python has read all of it before DuckDB has answered ten questions about it.
# Cells of which each can be read in one way only.
PLAIN = re.compile(r"""(?:(?:"(?:[^"\r]|"")*+"|[^",\r\n]*+)(?:,|\n|$))*+""")
SUSPECT = re.compile(surveys.SUSPECT)


def recognise(sample: layouts.Sample) -> bool:
    return bool(sample.rows) and tuple(name.strip() for name in sample.rows[0]) in (FIGURES, WITH_COUNTS)


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    columns = WITH_COUNTS if "numerator" in csv_files.header(path, name) else FIGURES
    check_header(path, name, columns)
    same = {column: csv_files.column(columns, column) for column in columns}
    return layouts.scan(con, path, name, list(columns), table, **same)


def read_listed(
    con: duckdb.DuckDBPyConnection, path: Path, name: str, columns: tuple[str, ...], table: str
) -> list[Problem]:
    """Read a CSV file of ours with just these columns into `table`: the `columns` as text, and `source_row`."""
    check_header(path, name, columns)
    if rows := _rows_without_fault(path, name, len(columns)):
        types = {column: "bigint" if column == "source_row" else "varchar" for column in (*columns, "source_row")}
        typed_rows.create(con, table, types, "or replace table")
        typed_rows.insert(con, table, types, rows)
        problems = []
    else:
        select = ", ".join(f"{csv_files.place(number)} as {sql.name(column)}" for number, column in enumerate(columns))
        problems = csv_files.scan(con, path, name, list(columns), table, select)
    what_to_do = "Write it whole, as https://www.example.gov.uk/laa.pdf, with no password, blank or accent in it"
    for column in {"source_url", "url"}.intersection(columns):
        address = sql.name(column)
        rows = con.execute(f"select source_row, {address} from {sql.name(table)} where {address} <> ''").fetchall()
        problems += [
            Problem(name, "this is not an address on the web", what_to_do, row, column, found)
            for row, found in rows
            if not letters.is_address(found)
        ]
    return problems


def _rows_without_fault(path: Path, name: str, width: int) -> list[list]:
    """The rows of a small file, each with its number, if nothing in it could be told of or read otherwise.

    None of any other file: what is wrong with that is for `csv_files.scan` to tell.
    """
    if path.stat().st_size > SMALL:
        return []
    is_odd, text = surveys.survey(path, name).is_odd, path.read_bytes().decode("utf-8-sig")
    if not PLAIN.fullmatch(text):
        return []
    _, *records = csv.reader(line_ends.lines(text))
    if any(len(cells) != width for cells in records):
        return []
    for cells in records:
        for cell in cells:
            is_suspect = len(cell) > letters.LONGEST_WORD or (is_odd and SUSPECT.search(cell))
            if is_suspect and surveys.wrong(cell):
                return []
    return [[*(cell or None for cell in cells), row] for row, cells in enumerate(records, start=2)]


def check_header(path: Path, name: str, columns: tuple[str, ...]) -> None:
    """Raise `Refused` when the header is any other than `columns`."""
    found = csv_files.header(path, name)
    for number, (text, wanted) in enumerate(zip(found, columns, strict=False), start=1):
        if text != wanted:
            raise csv_files.refuse(
                name,
                f"column {number} of the header should be {wanted!r}",
                f"The header must be {','.join(columns)}",
                row=1,
                value=text,
            )
    if len(found) != len(columns):
        raise csv_files.refuse(
            name,
            f"the header has {len(found)} columns, not {len(columns)}",
            f"The header must be {','.join(columns)}",
            row=1,
        )
