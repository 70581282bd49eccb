"""Small tables made for people: titles above, headers of one or two rows, footnotes below.

What readers of odd layouts share. A grid is a list of rows of cells; a table found in it has a header, a body
and the words around them, and every row that is not blank is in exactly one of these.
"""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from data_pipeline.problems import Problem
from data_pipeline.reading import layouts, periods, printed_values, typed_rows
from data_pipeline.reading.csv_files import SAVE_AS_UTF_8, lines, refuse

AREA = re.compile(
    r"\b(?:area|authorit(?:y|ies)|council|district|county|region|name|local authority|la|lsoa|ward|gss|ons)\b"
    r"|\b\w*code\b",
    re.IGNORECASE,
)
CODE = re.compile(r"\bcode\b", re.IGNORECASE)
TOO_LARGE = 20_000_000


@dataclass(frozen=True)
class Row:
    """A row and its number in the file, counting from 1."""

    number: int
    cells: list[str]

    @property
    def filled(self) -> int:
        return sum(bool(cell) for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """A header and the rows below it; `footnotes` are the single cells after the last row of figures."""

    header: list[str]
    body: list[Row]
    titles: list[Row] = field(default_factory=list)
    footnotes: list[Row] = field(default_factory=list)


def rows_of_csv(path: Path, name: str) -> list[Row]:
    """Every row of a small CSV file that is not blank. Raises `Refused` for one that cannot be trusted."""
    if not path.is_file():
        raise refuse(name, "the file is missing", "Put it back, or take its row out of the list of files")
    if path.stat().st_size > TOO_LARGE:
        raise refuse(name, "the file is too large for this layout", "Choose the layout of the file")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:  # As it stands, line ends and all.
            text = file.read()
    except UnicodeDecodeError as error:
        row = path.read_bytes()[: error.start].count(b"\n") + 1
        raise refuse(name, "the file is not UTF-8 text", SAVE_AS_UTF_8, row=row) from None
    reader = csv.reader(lines(text), strict=True)
    rows, start = [], 1
    try:
        for cells in reader:
            rows.append(Row(start, [printed(cell) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise refuse(name, f"the file cannot be read as CSV: {error}", SAVE_AS_UTF_8, row=start) from None
    rows = [row for row in rows if row.filled]
    if not rows:
        raise refuse(name, "the file is empty", "Put the published file back")
    return rows


def printed(cell: str) -> str:
    """The text of a cell on one line."""
    return " ".join(cell.split())


def split(rows: list[Row], first: int, header_rows: int = 1) -> Table:
    """The table whose header begins at `rows[first]`; one of two rows is joined, what spans columns repeated."""
    upper, lower = rows[first].cells, rows[first + header_rows - 1].cells
    width = max(len(upper), len(lower))
    upper, lower = (cells + [""] * (width - len(cells)) for cells in (upper, lower))
    header, spanning = [], ""
    for above, below in zip(upper, lower, strict=True):
        spanning = above or (spanning if below else "")
        header.append(above or below if header_rows == 1 else " ".join(filter(None, (spanning, below))))
    while header and not header[-1]:
        header.pop()
    below = rows[first + header_rows :]
    last = max((place for place, row in enumerate(below) if row.filled > 1), default=-1)
    return Table(header, below[: last + 1], rows[:first], below[last + 1 :])


def misfit(row: Row, header: list[str], name: str) -> Problem | None:
    """What is wrong with a row that does not fit its header; None when it fits."""
    extra = [cell for cell in row.cells[len(header) :] if cell]
    if row.filled == 1 or extra or len(row.cells) < len(header):
        found = len(row.cells) if len(row.cells) < len(header) or extra else 1
        what = "the row has one cell filled" if found == 1 else f"the row has {found} cells, not {len(header)}"
        return Problem(
            name, what, "Restore the row as the publisher printed it", row=row.number, value=",".join(row.cells)
        )
    return None


def area(table: Table, row: Row) -> dict[str, str]:
    """The area of a row: the code in its code column, else the name in the first that has names."""
    for place, heading in enumerate(table.header):
        if CODE.search(heading) and row.cells[place]:
            return {"area_code": printed_values.without_notes(row.cells[place])}
    for place, heading in enumerate(table.header):
        if AREA.search(heading) and not CODE.search(heading) and row.cells[place]:
            return {"area_name": printed_values.without_notes(row.cells[place])}
    return {}


def figure(row: Row, column: str, measure: str, cell: str, period: str | None = None, **given: str | None) -> dict:
    """One figure: the printed cell, the number in it or the reason why there is none."""
    value = printed_values.parse(cell)
    is_plain = printed_values.PLAIN.fullmatch(cell)
    mark = value.mark if value.mark not in printed_values.STATUSES_OF_MARKS else None
    notes = [given.pop("note", None), mark and f"marked {mark}"]
    return {
        "file_row": row.number,
        "file_column": column,
        "measure": measure,
        "period": period,
        "period_data": value.period if value.period and value.period != period else None,
        "value": cell,
        "number": None if value.number is None or is_plain else repr(value.number),
        "reason": value.reason if value.reason != "empty" else None,
        "status": printed_values.status_of(value),
        "note": "; ".join(filter(None, notes)) or None,
        **given,
    }


def is_period(text: str) -> bool:
    """Whether a heading is one, or was one before a spreadsheet program made a date of it."""
    return bool(text) and (periods.parse(text) is not None or periods.year_meant(text) is not None)


def write(con: duckdb.DuckDBPyConnection, figures: list[dict], table: str, name: str, problems: list[Problem]) -> None:
    """Put figures into `table`, with a number to tell them apart. Raises `Refused` when there is nothing at all."""
    if not figures and not problems:
        raise refuse(name, "the file has a header and no rows", "Put the published file back")
    rows = [[number, *(row.get(column) for column in layouts.COLUMNS[1:])] for number, row in enumerate(figures, 1)]
    types = {column: "bigint" if column in layouts.NUMBERS else "varchar" for column in layouts.COLUMNS}
    typed_rows.create(con, table, types, "or replace temp table")
    typed_rows.insert(con, table, types, rows)
