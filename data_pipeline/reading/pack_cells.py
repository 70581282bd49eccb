"""What the sheets of a pack may hold: `pack.json`, and every row checked against it, cell by cell.

`pack.json` is a Frictionless data package, whose Table Schemas are also in force here. Cells are read more
narrowly than the standard has it, for the warehouse must be able to type them: no NaN, no figures of other scripts; and
every page must be able to show them: see `letters`. Texts are of five lengths. The longest in all bundled packs:

- 100 letters for short names and periods: 32
- 200 for a printed figure: 67
- 500 for titles, bodies and other lines: 115
- 5,000 for what is told: 447
- 2,000 for addresses: 358
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path

from data_pipeline import letters
from data_pipeline.problems import Problem
from data_pipeline.reading import bounds
from data_pipeline.reading.printed_values import CLEAN, without_notes
from data_pipeline.reading.workbooks import Rows

PACK = json.loads((Path(__file__).parent / "pack.json").read_text(encoding="utf-8"))
SHEETS = {resource["name"]: resource for resource in PACK["resources"]}
PERSONAL = re.compile(r"name|officer|contact|councillor|e-?mail|phone|mobile|chair|director|manager", re.IGNORECASE)
WRITTEN = {
    "integer": re.compile(r"-?[0-9]{1,18}"),
    "number": re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


@dataclass
class Sheet:
    """One sheet as read: `rows` with their number as a spreadsheet program shows it, blank cells None."""

    source_id: str
    name: str
    file: str
    content: bytes
    rows: list[tuple[int, dict[str, str | None]]] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    rows_read: int = 0


def fields(sheet: str) -> list[dict]:
    return SHEETS[sheet]["schema"]["fields"]


def columns(sheet: str) -> list[str]:
    return [column["name"] for column in fields(sheet)]


def unknown_column(sheet: Sheet, name: str) -> Problem:
    """What is said of a column that the sheet does not have: of one for people, that it has no place here."""
    if PERSONAL.search(name):
        problem = "a column for people has no place in a published pack"
        return Problem(sheet.file, problem, "Remove it: name the body, not the person", column=name)
    return Problem(
        sheet.file, "no column of this sheet is called so", f"Use {', '.join(columns(sheet.name))}", column=name
    )


def check(sheet: Sheet, table: Rows) -> None:
    """Sort the rows of `table`, of which the first is the header, into `sheet.rows` and `sheet.faults`.

    A row with a fault in any cell is left out of `rows`; a fault of the whole sheet has no row.
    """
    if sheet.name not in SHEETS or not table or _is_too_much(sheet, table):
        return
    known = columns(sheet.name)
    header = headings(table[0][1])
    places = {name: header.index(name) for name in known if name in header}
    rows = [(number, [cell.strip() for cell in cells]) for number, cells in table[1:]]
    ordered = [
        (number, [cells[places[name]] if places.get(name, len(cells)) < len(cells) else "" for name in known])
        for number, cells in rows
    ]
    found = chain(_cell_faults(sheet, ordered), _row_faults(sheet, header, rows))
    wrong = list(islice(found, bounds.PACK_FAULTS + 1))
    bad = {fault.row for fault in wrong}
    sheet.faults += [*_header_faults(sheet, table[0][1]), *wrong]
    if len(wrong) > bounds.PACK_FAULTS:
        problem = f"more than {bounds.PACK_FAULTS:,} cells of the sheet are faulty, and nothing of it is read"
        sheet.faults.append(Problem(sheet.file, problem, "Mend what is said of the first, and check it again"))
        sheet.rows_read += len(bad)
        return
    sheet.rows_read += len(rows)
    for number, cells in ordered:
        if number not in bad:
            sheet.rows.append((number, {name: cell or None for name, cell in zip(known, cells, strict=True)}))
    if _wordy(sheet) > bounds.PACK_WORDS:
        problem = f"more than {bounds.PACK_WORDS:,} of its figures and periods are each written in their own way"
        sheet.faults.append(Problem(sheet.file, f"{problem}, and nothing of it is read", "Write figures as numbers"))
        sheet.rows_read -= len(sheet.rows)
        sheet.rows = []


def _wordy(sheet: Sheet) -> int:
    """How many different texts of a sheet are to be read as figures or periods, and are more than a number."""
    read = [column for column in fields(sheet.name) if column.get("printed") or column.get("period")]
    texts = {cells[column["name"]] for _, cells in sheet.rows for column in read}
    return sum(text is not None and not CLEAN.fullmatch(text) for text in texts)


def _is_too_much(sheet: Sheet, table: Rows) -> bool:
    """Whether a sheet has more rows or columns than are read, and then the fault of it."""
    is_long, columns_found = len(table) - 1 > bounds.PACK_ROWS, len(table[0][1])
    if is_long:
        problem = f"the sheet has more than {bounds.PACK_ROWS:,} rows, and nothing of it is read"
    else:
        problem = f"the sheet has {columns_found:,} columns, and with more than {bounds.PACK_COLUMNS} it is not read"
    if is_long or columns_found > bounds.PACK_COLUMNS:
        sheet.faults.append(Problem(sheet.file, problem, "Keep what a pack asks for"))
        return True
    return False


def headings(printed: list[str]) -> list[str]:
    """The first row of a sheet as names of columns, without what points to footnotes."""
    return [without_notes(cell).lower() for cell in printed]


def _header_faults(sheet: Sheet, printed: list[str]) -> Iterator[Problem]:
    known, header = columns(sheet.name), headings(printed)
    for number, name in enumerate(header):
        if name and name not in known:
            yield unknown_column(sheet, printed[number])
        elif name and name in header[:number]:
            yield Problem(sheet.file, f"two columns are called {name}", "Keep one; only the first is read")
    for column in fields(sheet.name):
        if column["name"] not in header and column.get("constraints", {}).get("required"):
            problem = f"the column {column['name']} is missing"
            yield Problem(sheet.file, problem, f"Add it: {column['description']}")


def _row_faults(sheet: Sheet, header: list[str], rows: Rows) -> Iterator[Problem]:
    if sheet.name == "agreement":
        for number, _ in rows[1:]:
            yield Problem(sheet.file, "a pack is of one agreement", "Give each agreement a pack of its own", number)
    for number, cells in rows:
        without_heading = (cell for place, cell in enumerate(cells) if place >= len(header) or not header[place])
        if beyond := next(filter(None, without_heading), None):
            problem, what_to_do = (
                "the row has more cells than the header",
                "Put quotation marks around text with a comma",
            )
            yield Problem(sheet.file, problem, what_to_do, number, None, beyond)


def _cell_faults(sheet: Sheet, rows: Rows) -> Iterator[Problem]:
    """Everything that the Table Schema of a sheet finds wrong with rows of all its columns, in their order."""
    key = SHEETS[sheet.name]["schema"].get("primaryKey")
    names = set()
    for number, cells in rows:
        if not any(cells):
            what_to_do = f"Use the columns {', '.join(columns(sheet.name))}"
            yield Problem(sheet.file, "all its cells stand in columns that are not read", what_to_do, number)
            continue
        for column, cell in zip(fields(sheet.name), cells, strict=True):
            if wrong := _wrong(column, cell):
                yield Problem(sheet.file, *wrong, number, column["name"], cell or None)
            elif column["name"] == key and cell in names:
                problem, what_to_do = "another row of the sheet has this name", "Give each row a name of its own"
                yield Problem(sheet.file, problem, what_to_do, number, key, cell)
            elif column["name"] == key:
                names.add(cell)


def _wrong(column: dict, cell: str) -> tuple[str, str] | None:
    """What is wrong with a cell, and what to do; None when it is well written."""
    rule = _broken_rule(column, cell)
    if rule and rule != "pattern":
        return _words(column, rule)
    # What is wrong with any text says more than that it is no name.
    odd = letters.wrong(cell) if column["type"] == "string" else None
    return odd or (_words(column, rule) if rule else None)


def _broken_rule(column: dict, cell: str) -> str | None:
    """The constraint or type of its column that a cell does not meet; None when it is well written."""
    limits, kind = column.get("constraints", {}), column["type"]
    if not cell:
        return "required" if limits.get("required") else None
    if len(cell) > limits.get("maxLength", len(cell)):
        return "maxLength"
    if column.get("format") == "uri" and not letters.is_address(cell):
        return "uri"
    if kind in WRITTEN and not WRITTEN[kind].fullmatch(cell):
        return kind
    if kind == "boolean" and cell not in column["trueValues"] + column["falseValues"]:
        return kind
    if "enum" in limits and cell not in limits["enum"]:
        return "enum"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], cell):
        return "pattern"
    if (kind == "date" or column.get("when")) and not _is_a_day(cell):
        return "date"
    if "minimum" in limits and float(cell) < limits["minimum"]:
        return "minimum"
    if "maximum" in limits and float(cell) > limits["maximum"]:
        return "maximum"
    return None


def _is_a_day(cell: str) -> bool:
    """Whether the calendar has a day, or the first day of a month or a year."""
    try:
        date.fromisoformat(cell + "-01-01"[len(cell) - 4 :] if len(cell) < 10 else cell)
    except ValueError:
        return False
    return True


def _words(column: dict, rule: str) -> tuple[str, str]:
    """What is wrong with a cell of `column`, and what to do."""
    limits = column.get("constraints", {})
    match rule:
        case "required":
            return "this is missing", column["description"]
        case "enum":
            return (
                "this is not one of the words that may stand here",
                f"Write {', '.join(limits['enum'][:-1])} or {limits['enum'][-1]}",
            )
        case "maxLength":
            return f"this has more than {limits['maxLength']:,} letters", "Shorten it, and publish the whole elsewhere"
        case "uri":
            what_to_do = (
                "Write it whole, as https://www.example.gov.uk/laa.pdf, with no password, blank or accent in it"
            )
            return "this is not an address on the web", what_to_do
        case "pattern" if column["name"] == "area_code":
            return "this is no code of an area", "Write its letters and digits, such as E10000006"
        case "pattern" if not column.get("when"):
            what_to_do = (
                "Write letters, digits, spaces and . , ; : / & ( ) + -, at most 80, the first a letter or a digit"
            )
            return "this cannot be a name that other rows point to", what_to_do
        case "pattern" | "date":
            return "this is not a date", "Write it as 2010-06-30" + (", 2010-06 or 2010" if column.get("when") else "")
        case "minimum":
            return f"this is less than {limits['minimum']}", column["description"]
        case "maximum":
            return f"this is more than {limits['maximum']}", column["description"]
        case "integer":
            return "this is not a whole number", "Write digits and nothing else"
        case "number":
            return "this is not a number", "Write digits and one decimal point"
        case _:
            return "this is neither yes nor no", "Write yes or no"
