"""A pack as one workbook, its cells stored as a spreadsheet program stores them."""

import re
from datetime import date
from pathlib import Path

import xlsxwriter

from data_pipeline.reading import packs

PLAIN_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def write_workbook(path: Path, sheets: dict[str, list[dict]], as_program: bool = True) -> Path:
    """The same cells as a spreadsheet program stores them: numbers, dates, truths and percentages; or all as text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        day, per_cent = book.add_format({"num_format": "d mmm yyyy"}), book.add_format({"num_format": "0.0%"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            heads = packs.columns(name) if name in packs.SHEETS else list(rows[0])
            page.write_row(0, 0, heads)
            for number, row in enumerate(rows, start=1):
                for place, head in enumerate(heads):
                    cell = row.get(head, "")
                    if as_program and PLAIN_NUMBER.fullmatch(cell):
                        page.write_number(number, place, float(cell))
                    elif as_program and PLAIN_NUMBER.fullmatch(cell.removesuffix("%")):
                        page.write_number(number, place, float(cell[:-1]) / 100, per_cent)
                    elif as_program and DAY.fullmatch(cell):
                        page.write_datetime(number, place, date.fromisoformat(cell), day)
                    elif as_program and cell in ("yes", "no"):
                        page.write_boolean(number, place, cell == "yes")
                    elif cell:
                        page.write_string(number, place, cell)
    return path
