"""Workbooks of the kind .xlsx and .xlsm, by openpyxl."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import WorkSheetParser

from data_pipeline.reading.workbooks import cells
from data_pipeline.reading.workbooks.sheets import MOST_COLUMNS, MOST_ROWS, NARROWEST, Sheet, trimmed

TRUE = ("1", "true")
POINTS_A_CHARACTER = 5.25  # In which widths are given.
LINES = {"superscript": cells.RAISED, "subscript": cells.LOWERED}


def sheets(path: Path) -> list[Sheet]:
    content = io.BytesIO(path.read_bytes())
    book = openpyxl.load_workbook(content, read_only=True, data_only=True, keep_links=False, rich_text=True)
    return [_sheet(book, sheet) for sheet in book.worksheets]


def _sheet(book: openpyxl.Workbook, sheet) -> Sheet:
    # The sheets that openpyxl offers do not say what is hidden in them: its parser does.
    parser = WorkSheetParser(
        sheet._get_source(), sheet._shared_strings, data_only=True, epoch=book.epoch, rich_text=True,
        date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
    )  # fmt: skip

    def is_column_hidden(place: int) -> bool:
        given = [
            column for column in parser.column_dimensions.values()
            if int(column["min"]) <= place + 1 <= int(column["max"])
        ]  # fmt: skip
        return any(_is_hidden(column, "width", POINTS_A_CHARACTER) for column in given)

    return Sheet(sheet.title, sheet.sheet_state != "visible", _rows(book, parser), is_column_hidden)


def _rows(book: openpyxl.Workbook, parser: WorkSheetParser) -> Iterator[tuple[int, bool, list[str]]]:
    style_of, last = cache(lambda number: _style(book, book._cell_styles[number])), 0
    for number, found in parser.parse():
        if not last < number <= MOST_ROWS:
            raise ValueError(f"the row {number} stands after the row {last}")
        last, row = number, []
        for cell in found:
            place = cell["column"] - 1
            if place >= MOST_COLUMNS or cell["row"] != number:
                raise ValueError(f"a cell of the row {number} says that it is elsewhere")
            if cell["value"] is not None:
                row += [""] * (place + 1 - len(row))
                row[place] = _text(cell["value"], *style_of(cell["style_id"]))
        yield number, _is_hidden(parser.row_dimensions.pop(str(number), {}), "ht"), trimmed(row)


def _is_hidden(given: dict[str, str], size: str, points: float = 1.0) -> bool:
    """Whether a row or a column is: by itself, by a filter or a group, or since it is too small to show anything."""
    return given.get("hidden") in TRUE or float(given.get(size) or 100) * points < NARROWEST


def _style(book: openpyxl.Workbook, style) -> tuple[str, int]:
    """The number format of a style of cells, and the line on which it writes."""
    own = style.numFmtId - BUILTIN_FORMATS_MAX_SIZE
    number_format = book._number_formats[own] if own >= 0 else BUILTIN_FORMATS.get(style.numFmtId, "General")
    return number_format, LINES.get(book._fonts[style.fontId].vertAlign, cells.ON_THE_LINE)


def _text(value: object, number_format: str, line: int) -> str:
    if not isinstance(value, CellRichText):
        return cells.joined([(cells.text(value, number_format), line)])
    return cells.joined(
        (part.text, LINES.get(part.font.vertAlign, cells.ON_THE_LINE)) if isinstance(part, TextBlock) else (part, line)
        for part in value
    )
