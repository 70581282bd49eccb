"""A workbook as a person sees it: sheets of rows of text, with a per cent sign where the program shows one.

Spreadsheet programs keep 48.5% as 0.485 and a number format, so each kind of file is read by a library that knows
the formats of cells. Damage makes these libraries raise errors; it never ends the process.
"""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path

from data_pipeline.problems import Problem, Refused

# openpyxl, xlrd and odfdo are imported where they are used: the serving process does without.

Rows = list[tuple[int, list[str]]]

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # Of a sheet, in any program.
# What a number format prints as it stands, or only leaves room for: a % in these is no percentage.
LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^]]*\]')
FIGURE = re.compile(r"[0#?]|General", re.IGNORECASE)


def names(path: Path) -> list[str]:
    """The names of a workbook's sheets; none when it cannot be opened."""
    try:
        return list(_unread(path))
    except Exception:  # Of damage the libraries make errors of every kind.
        return []


def sheets(path: Path, where: str) -> dict[str, Rows]:
    """The rows of every sheet that are not blank, each with its number as the program shows it, from 1.

    A cell is text as it would stand in a CSV: '48.5%', '12', '2010-06-30', 'yes' or 'no', and '' for a blank one.
    A row ends with its last filled cell. Raises `Refused`, naming the workbook as `where`, when it cannot be read.
    """
    try:
        return {name: [row for row in rows if any(row[1])] for name, rows in _unread(path).items()}
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        what_to_do = "Mend that, or save it as .xlsx and try again"
        raise Refused([Problem(where, "the workbook cannot be read", what_to_do, value=found)]) from error


def _unread(path: Path) -> dict[str, Iterator[tuple[int, list[str]]]]:
    """The sheets of a workbook, of which no row has been read yet."""
    kind = path.suffix.lower()
    if kind == ".xlsb":
        raise ValueError("what is shown in per cent cannot be told in this kind of workbook")
    open_book = {".xls": _xls, ".ods": _ods}.get(kind, _xlsx)
    with warnings.catch_warnings(action="ignore"):  # Of drawings and styles, which are not read.
        return open_book(path.read_bytes())


def _xlsx(content: bytes) -> dict:
    import openpyxl

    def rows(sheet):
        sheet.reset_dimensions()  # What a file says of its own size may be wrong.
        with warnings.catch_warnings(action="ignore"):
            for number, row in enumerate(sheet.iter_rows(), start=1):
                yield number, _trimmed([_text(cell.value, cell.number_format) for cell in row])

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return {sheet.title: rows(sheet) for sheet in book.worksheets}


def _xls(content: bytes) -> dict:
    import xlrd

    def text(cell):
        value = cell.value
        if cell.ctype == xlrd.XL_CELL_DATE:
            value = xlrd.xldate_as_datetime(value, book.datemode)
        elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
            value = bool(value)
        elif cell.ctype == xlrd.XL_CELL_ERROR:
            value = xlrd.error_text_from_code[value]
        return _text(value, book.format_map[book.xf_list[cell.xf_index].format_key].format_str)

    def rows(sheet):
        for number in range(sheet.nrows):
            yield number + 1, _trimmed([text(cell) for cell in sheet.row(number)])

    book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    return {sheet.name: rows(sheet) for sheet in book.sheets()}


def _ods(content: bytes) -> dict:
    import odfdo

    def text(cell):
        value = cell.value
        if cell.type and value is None:
            raise ValueError(f"a cell that should hold a {cell.type} does not")
        return _text(value, "0%" if cell.type == "percentage" else "0")

    def rows(table):
        number = 1
        for row in table.get_elements("descendant::table:table-row"):
            cells = []
            for cell in row.get_elements("table:table-cell | table:covered-table-cell"):
                cells += [text(cell)] * min(cell.repeated or 1, MOST_COLUMNS - len(cells))
            cells, repeated = _trimmed(cells), row.repeated or 1
            if cells:  # What is repeated down to the last row of the sheet is blank.
                yield from ((again, cells) for again in range(number, min(number + repeated, MOST_ROWS + 1)))
            number += repeated

    return {table.name: rows(table) for table in odfdo.Document(io.BytesIO(content)).body.tables}


def _trimmed(cells: list[str]) -> list[str]:
    """Without the blank cells at the end of a row."""
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _text(value: object, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        if _is_per_cent(number_format):
            return f"{float(value) * 100:.10g}%"
        return str(int(value)) if value == value // 1 else str(float(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date | time) else str(value)


@cache
def _is_per_cent(number_format: str) -> bool:
    """Whether a number format shows figures in per cent. Raises `ValueError` when it does so with some only."""
    parts = [part for part in LITERAL.sub("", number_format).split(";") if FIGURE.search(part)]
    shown = {"%" in part for part in parts}
    if len(shown) > 1:
        raise ValueError(f"the number format {number_format} shows some figures in per cent and others not")
    return True in shown
