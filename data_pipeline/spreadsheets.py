"""Files that people open in a spreadsheet program: nothing in them is run.

Every CSV file and workbook for people is written here. Open data is for programs and keeps the words as published.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

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


def workbook(target: Path):
    """A new workbook, in which a text is a text: no formula, no link, no number."""
    import xlsxwriter  # Here, because the serving process does without.

    is_off = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    return xlsxwriter.Workbook(str(target), is_off)
