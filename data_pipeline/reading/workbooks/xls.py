"""Workbooks of the kind .xls, by xlrd."""

import io
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import xlrd

from data_pipeline.reading.workbooks import cells
from data_pipeline.reading.workbooks.sheets import NARROWEST, Sheet, trimmed

POINTS_A_TWIP = 1 / 20  # In which heights are given.
POINTS_A_PART = 5.25 / 256  # In which widths are: parts of a character.
LINES = (cells.ON_THE_LINE, cells.RAISED, cells.LOWERED)


def sheets(path: Path) -> list[Sheet]:
    book = xlrd.open_workbook(
        file_contents=path.read_bytes(), formatting_info=True, ragged_rows=True, logfile=io.StringIO()
    )
    return [
        Sheet(sheet.name, sheet.visibility != 0, _rows(book, sheet), partial(_is_hidden, sheet))
        for sheet in book.sheets()
    ]


def _is_hidden(sheet: xlrd.sheet.Sheet, place: int) -> bool:
    column = sheet.colinfo_map.get(place)
    return column is not None and bool(column.hidden or column.width * POINTS_A_PART < NARROWEST)


def _rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[tuple[int, bool, list[str]]]:
    for number in range(sheet.nrows):
        given = sheet.rowinfo_map.get(number)
        is_hidden = given is not None and bool(given.hidden or given.height * POINTS_A_TWIP < NARROWEST)
        found = [
            _text(book, cell, sheet.rich_text_runlist_map.get((number, place), ()))
            for place, cell in enumerate(sheet.row(number))
        ]
        yield number + 1, is_hidden, trimmed(found)


def _text(book: xlrd.Book, cell: xlrd.sheet.Cell, runs: list[tuple[int, int]]) -> str:
    value, style = cell.value, book.xf_list[cell.xf_index]
    if cell.ctype == xlrd.XL_CELL_DATE:
        value = xlrd.xldate_as_datetime(value, book.datemode)
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(value)
    elif cell.ctype == xlrd.XL_CELL_ERROR:
        value = xlrd.error_text_from_code[value]
    text = cells.text(value, book.format_map[style.format_key].format_str)
    # Each run begins at a letter and goes on to the next; the first letters are in the font of the cell.
    starts = [(0, style.font_index), *runs, (len(text), 0)]
    lines = ((text[at:to], LINES[book.font_list[font].escapement]) for (at, font), (to, _) in pairwise(starts))
    return cells.joined(lines)
