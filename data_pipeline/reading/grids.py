"""Grids: rows of cells with their numbers, from a small file made for people, and the figures in their cells.

What readers of odd layouts share. The tables in a grid are found by `grid_tables/`.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from data_pipeline.problems import Problem, Refused
from data_pipeline.reading import bounds, layouts, line_ends, printed_values, surveys, typed_rows
from data_pipeline.reading.csv_files import SAVE_AS_UTF_8, refuse

SHOWN = 3


@dataclass(frozen=True)
class Row:
    """A row and its number in the file, counting from 1."""

    number: int
    cells: list[str]

    def cell(self, place: int) -> str:
        """What is printed in a column; nothing where the row ends before it."""
        return self.cells[place] if place < len(self.cells) else ""

    @property
    def filled(self) -> int:
        return sum(bool(cell) for cell in self.cells)


def rows_of_csv(path: Path, name: str) -> list[Row]:
    """Every row of a small CSV file that is not blank. Raises `Refused` for one that cannot be trusted."""
    content = bounds.content(path, name, bounds.GRID)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise refuse(name, "the file is not UTF-8 text", SAVE_AS_UTF_8, row=row) from None
    surveys.refuse_blank(name, text.count("\n\n") + text.count("\n\r\n") + text.count("\r\r"))
    reader = csv.reader(line_ends.lines(text), strict=True)
    rows, start = [], 1
    try:
        for cells in reader:
            if len(cells) > bounds.COLUMNS:
                what = f"the row has {len(cells):,} cells, and no more than {bounds.COLUMNS:,} are read"
                raise refuse(name, what, "Put the published file back", row=start)
            row = Row(start, [printed(cell) for cell in cells])
            if row.filled:
                rows.append(row)
            start = reader.line_num + 1
    except csv.Error as error:
        raise refuse(name, f"the file cannot be read as CSV: {error}", SAVE_AS_UTF_8, row=start) from None
    if not rows:
        raise refuse(name, "the file is empty", "Put the published file back")
    return rows


def printed(cell: str) -> str:
    """The text of a cell on one line."""
    return " ".join(cell.split())


def misfit(row: Row, width: int, name: str) -> Problem | None:
    """What is wrong with a row that does not fit a header of so many cells; None when it fits."""
    extra = any(row.cells[width:])
    if row.filled == 1 or extra or len(row.cells) < width:
        found = len(row.cells) if len(row.cells) < width or extra else 1
        what = "the row has one cell filled" if found == 1 else f"the row has {found} cells, not {width}"
        return Problem(
            name, what, "Restore the row as the publisher printed it", row=row.number, value=",".join(row.cells)
        )
    return None


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


def _without_odd_texts(figures: list[dict], name: str, problems: list[Problem]) -> list[dict]:
    """The figures of rows of which every text can be shown; a fault for each of the other rows."""
    wrong, odd = cache(surveys.wrong), {}
    for found in figures:
        said = next((text for text in found.values() if isinstance(text, str) and wrong(text)), None)
        if said is not None and found["file_row"] not in odd:
            odd[found["file_row"]] = Problem(name, *wrong(said), found["file_row"], value=said)
    problems += odd.values()
    return [found for found in figures if found["file_row"] not in odd]


def write(con: duckdb.DuckDBPyConnection, figures: list[dict], table: str, name: str, problems: list[Problem]) -> None:
    """Put figures into `table`, with a number to tell them apart. Raises `Refused` when there is nothing at all."""
    figures = _without_odd_texts(figures, name, problems)
    if len(problems) > bounds.UNREADABLE:
        what = f"more than {bounds.UNREADABLE:,} of its rows cannot be read"
        raise Refused([*problems[:SHOWN], Problem(name, what, "Choose the layout of the file, or mend it")])
    if not figures and not problems:
        raise refuse(name, "the file has a header and no rows", "Put the published file back")
    rows = [[number, *(row.get(column) for column in layouts.COLUMNS[1:])] for number, row in enumerate(figures, 1)]
    types = {column: layouts.kind(column) for column in layouts.COLUMNS}
    typed_rows.create(con, table, types, "or replace temp table")
    typed_rows.insert(con, table, types, rows)
