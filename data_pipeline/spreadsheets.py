"""Files that people open in a spreadsheet program: nothing in them is run.

Every CSV file and workbook for people is written here. Open data is for programs and keeps the words as published.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TextIO

# A field begins with the cell, and, where a program takes another separator for the comma, behind that.
BEGINS = r"(?:^|(?<=[;,|\t\r\n\"]))"
FIGURE = r"\s?[£$€]?[0-9][0-9,.]*\s?%?(?=[;,|\t\r\n\"]|$)"
RUN = re.compile(rf"{BEGINS}(?:([ \xa0]*)(?=[=@＝＠＋－]|[+-](?!{FIGURE}))|(?<![\s\S])(?=[\t\r\n]))")


def harmless(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet program would run; a figure stays as it is."""
    return RUN.sub(lambda found: f"{found[1] or ''}'", text)


def csv_of(frame) -> str:
    """A data frame as CSV text for people. Numbers are numbers; texts are harmless."""
    texts = frame.select_dtypes(["object", "string"])
    given = {name: [harmless(cell) if isinstance(cell, str) else cell for cell in texts[name]] for name in texts}
    return frame.assign(**given).to_csv(index=False)


def write_csv(file: TextIO, rows: Iterable[Sequence[str]]) -> None:
    """Write rows of text as CSV for people."""
    csv.writer(file, lineterminator="\n").writerows([harmless(cell) for cell in row] for row in rows)


def workbook(target: Path | BytesIO, **options: bool):
    """A new workbook, in which a text is a text: no formula, no link, no number."""
    import xlsxwriter  # Here, because most processes do without.

    is_off = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    return xlsxwriter.Workbook(target if isinstance(target, BytesIO) else str(target), {**is_off, **options})


class Number(NamedTuple):
    """A number with the unit and the decimals in which it is shown; None is an empty cell."""

    value: float | None
    unit: str = ""
    decimals: int = 0

    @property
    def form(self) -> str:
        """How a spreadsheet program shows it: 12.9 as '12.9%', and still a number."""
        digits = "#,##0" + ("." + "0" * self.decimals if self.decimals else "")
        return f'{digits}"%"' if self.unit == "%" else f'"£"{digits}' if self.unit == "£" else digits


class Sheet(NamedTuple):
    """A sheet: its name, its columns with their widths in letters, its rows of texts and numbers."""

    name: str
    columns: list[tuple[str, int]]
    rows: list[Sequence[str | Number | None]]


def workbook_of(title: str, day: date, notes: list[tuple[str, str]], sheets: list[Sheet]) -> bytes:
    """A workbook with a sheet of notes in front: label and text of each. The same bytes for the same `day` and rows."""
    target = BytesIO()
    with workbook(target, constant_memory=True) as book:
        book.set_properties(
            {"title": title, "author": "Local Area Report Card", "created": datetime.combine(day, time())}
        )
        book.set_custom_property("Language", "en-GB")
        strong, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
        front = book.add_worksheet("Notes")
        front.set_column(0, 0, 24)
        front.set_column(1, 1, 100)
        front.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        for number, (label, text) in enumerate(notes, 2):
            front.write_string(number, 0, label, strong)
            front.write_string(number, 1, text, wrapped)
        formats: dict[str, object] = {}
        for sheet in sheets:
            _write(book, sheet, formats)
    return target.getvalue()


def _write(book, sheet: Sheet, formats: dict[str, object]) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 1)
    head = formats.setdefault("", book.add_format({"bold": True, "bg_color": "#cfe3dd", "text_wrap": True}))
    for column, (name, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, name, head)
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, Number) and cell.value is not None:
                if cell.form not in formats:
                    formats[cell.form] = book.add_format({"num_format": cell.form})
                page.write_number(number, column, cell.value, formats[cell.form])
            elif isinstance(cell, str) and cell:
                page.write_string(number, column, cell)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
