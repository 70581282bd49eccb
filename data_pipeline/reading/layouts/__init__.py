"""Readers of published layouts: one file each. A file in this folder is a reader; nothing else registers it.

A reader offers two functions:

- `recognise(sample)`: whether the first rows of a file (`Sample`) are in its layout;
- `read(con, path, name, table)`: reads the whole file once, all its measures, into a temporary `table`, whose
  columns are `COLUMNS`. Returns a `Problem` for each record set aside; raises `Refused` for a file that
  cannot be trusted. Rows in the file = rows in `table` + problems, always.

It may offer `describe(path)`: what the publisher says beside the file, as a dictionary of words.
"""

import csv
import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import duckdb

from data_pipeline import sql
from data_pipeline.problems import Problem
from data_pipeline.reading import bounds, csv_files, further_columns, line_ends
from data_pipeline.reading.workbooks import WORKBOOKS
from data_pipeline.sql import Sql

# source_row tells figures of a file apart; where one row of the file holds several figures, file_row and
# file_column say which cell it was. `part`: what part of the area, where not the whole; `part_column`: which column
# says so, where the layout has none for it. An area is a code as published or, where the file has none, a name.
# `period_data` is given where the data's own period is not the reported one; `number` and `reason` where the reader
# has read what is printed; else `value` is read later, alike in all layouts (data_pipeline.reading.printed_values):
# a number, or a mark such as '[c]'. So is `status`.
COLUMNS = (
    "source_row", "file_row", "file_column", "measure", "part", "part_column", "area_code", "area_name", "period",
    "period_data", "value", "number", "reason", "lower", "upper", "numerator", "denominator", "sample_size", "status",
    "note", "published_on",
)  # fmt: skip
NUMBERS = ("source_row", "file_row")
# What a file that gives its unit row by row calls the column: figures in another unit are another measure.
UNIT = ("unit", "units", "unit of measure", "unit_of_measure")
MULTIPLIER = ("unit multiplier", "unit_multiplier", "unit_mult", "multiplier", "scale")


@dataclass(frozen=True)
class Sample:
    """The first rows of a file: its cells for CSV, none for a workbook."""

    suffix: str
    rows: list[list[str]]

    @property
    def header(self) -> set[str]:
        """The names in the first row, in small letters."""
        return {name.strip().lower() for name in self.rows[0]} if self.rows else set()


def known() -> dict[str, ModuleType]:
    """Every reader, by the name of its file."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}


def sample(path: Path) -> Sample:
    """The start of a file, never refused: what is wrong with it is for its reader to say."""
    if path.suffix.lower() in WORKBOOKS or not path.is_file():
        return Sample(path.suffix.lower(), [])
    with path.open("rb") as file:
        start = file.read(65536)
    rows = []
    try:
        for row in csv.reader(line_ends.lines(start.decode("utf-8-sig", errors="replace"))[:60]):
            rows.append(row)
    except csv.Error:
        pass
    return Sample(path.suffix.lower(), rows)


def recognise(path: Path) -> str | None:
    """The layout of a file; None when no reader knows it, or several claim it."""
    first_rows = sample(path)
    names = [name for name, reader in known().items() if reader.recognise(first_rows)]
    return names[0] if len(names) == 1 else None


def scan(
    con: duckdb.DuckDBPyConnection, path: Path, name: str, names: list[str], table: str, values: dict | None = None,
    **columns: Sql,
) -> list[Problem]:  # fmt: skip
    """Read a CSV file into `table`. `columns` gives the SQL of each of `COLUMNS` that the layout has; `values` are
    what it names as $parameters."""
    wanted = [column for column in COLUMNS if column != "source_row"]
    select = typed(columns, wanted)
    problems = csv_files.scan(con, path, name, names, table, select, **(values or {}))
    # Each text that is no number takes Python as long as a hundred numbers take DuckDB.
    is_word = "try_cast(replace(value, ',', '') as double) is null"
    query = f"select approx_count_distinct(value) from {sql.name(table)} where {is_word}"
    if con.execute(query).fetchone()[0] > bounds.WORDS:
        problem = f"more than {bounds.WORDS:,} of its figures are no numbers, each in its own way"
        raise csv_files.refuse(name, problem, "Choose the layout of the file")
    query = f"select approx_count_distinct(period) + approx_count_distinct(period_data) from {sql.name(table)}"
    if con.execute(query).fetchone()[0] > bounds.PERIODS:
        problem = f"it has more than {bounds.PERIODS:,} different periods"
        raise csv_files.refuse(name, problem, "Choose the layout of the file")
    further_columns.tell_apart(con, path, name, table, names, select)
    return problems


def typed(given: dict[str, Sql], columns: Iterable[str] = COLUMNS) -> Sql:
    """These of `COLUMNS`, each of its type: what is `given` for it, or nothing."""
    return ", ".join(f"cast({given.get(column, 'null')} as {kind(column)}) as {sql.name(column)}" for column in columns)


def kind(column: str) -> Sql:
    return "bigint" if column in NUMBERS else "varchar"
