"""Agreement packs: what a partnership publishes of its agreement, in a folder of CSV files or in one workbook.

`pack.json` is a Frictionless data package: it says which sheets a pack may have and what each column
holds, and it is what this reader checks cells against. Rules that look further than one row are
queries in `tables/rules/`.
"""

import csv
import io
import json
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from data_pipeline.problems import Problem, Refused
from data_pipeline.reading import workbooks

PACK = json.loads((Path(__file__).parent / "pack.json").read_text(encoding="utf-8"))
SHEETS = {resource["name"]: resource for resource in PACK["resources"]}
MAP = "map.geojson"
PERSONAL = re.compile(r"name|officer|contact|councillor|e-?mail|phone|mobile|chair|director|manager", re.IGNORECASE)
BLOCKS = ("achievements", "challenges", "what_is_being_done", "how_you_can_help")
# How a cell is written that the warehouse can type. Frictionless takes 1_000, NaN and figures of other scripts too.
WRITTEN = {
    "integer": re.compile(r"-?[0-9]{1,18}"),
    "number": re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "string": re.compile(".*", re.DOTALL),
    "boolean": re.compile(".*", re.DOTALL),
}
AS_TEMPLATE = "Write it as `python -m data_pipeline template` does"


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


def find(data: Path) -> list[Path]:
    """The packs in a data folder: folders and workbooks in `agreements/`."""
    found = sorted((data / "agreements").glob("*"))
    return [
        path
        for path in found
        if path.is_dir() or (path.suffix.lower() in workbooks.WORKBOOKS and path.name[0] not in "~.")
    ]


def is_pack(path: Path) -> bool:
    """Whether a folder or a workbook is an agreement pack, and not a published file."""
    if path.is_dir():
        return True
    is_workbook = path.suffix.lower() in workbooks.WORKBOOKS and path.is_file()
    return is_workbook and "agreement" in workbooks.names(path)


def read(path: Path) -> list[Sheet]:
    """Every sheet of one pack, its rows checked one by one against the schema.

    A row with a fault in any cell is left out of `rows` and has its faults in `faults`; a fault of a
    whole sheet has no row. Raises `Refused` when the pack cannot be opened or has no agreement.
    """
    where = f"agreements/{path.name}"
    if not path.exists():
        raise Refused([Problem(where, "there is no such pack", "Give a folder or a workbook")])
    tables = _folder(path, where) if path.is_dir() else _workbook(path, where)
    if not any(sheet.name == "agreement" for sheet, _ in tables):
        raise Refused([Problem(where, "the pack has no agreement sheet", AS_TEMPLATE)])
    for sheet, table in tables:
        _check(sheet, table)
    return [sheet for sheet, _ in tables]


def _folder(path: Path, where: str) -> list[tuple[Sheet, workbooks.Rows]]:
    tables = []
    for name in SHEETS:
        file = path / f"{name}.csv"
        if file.is_file():
            sheet = Sheet(f"{path.name}/{name}", name, f"{where}/{file.name}", file.read_bytes())
            try:
                lines = csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"), newline=""))
                tables.append(
                    (sheet, [(row, cells) for row, cells in enumerate(lines, 1) if any(map(str.strip, cells))])
                )
            except (UnicodeDecodeError, csv.Error) as error:
                is_text = isinstance(error, csv.Error)
                problem = "the file cannot be read as CSV" if is_text else "the file is not UTF-8 text"
                sheet.faults.append(Problem(sheet.file, problem, "Save it as CSV UTF-8"))
                tables.append((sheet, []))
    tables += [_markdown(file, path.name, where) for file in sorted((path / "commentary").glob("*.md"))]
    if (path / MAP).exists():
        tables.append((_map(path / MAP, path.name, where), []))
    for file in sorted(path.glob("*.csv")):
        if file.stem not in SHEETS:
            tables.append((_unknown_sheet(path.name, file.stem, f"{where}/{file.name}"), []))
    return tables


def _unknown_sheet(pack: str, name: str, file: str) -> Sheet:
    sheet = Sheet(f"{pack}/{name}", name, file, b"")
    sheet.faults.append(Problem(file, "no sheet of a pack is called so", f"Use {', '.join(SHEETS)}"))
    return sheet


def _map(file: Path, pack: str, where: str) -> Sheet:
    """The map of a worked example, which boundaries.py draws; here only whether it can be."""
    sheet = Sheet(f"{pack}/map", "map", f"{where}/{file.name}", file.read_bytes())
    try:
        codes = [feature["properties"]["area_code"] for feature in json.loads(sheet.content)["features"]]
        sheet.rows_read = len(codes)
    except (ValueError, KeyError, TypeError):
        what_to_do = "Save it as GeoJSON, each district with its area_code"
        sheet.faults.append(Problem(sheet.file, "the map cannot be read", what_to_do))
    return sheet


def _markdown(file: Path, pack: str, where: str) -> tuple[Sheet, workbooks.Rows]:
    """A commentary file as a sheet of one row: its front matter, and a column for each section."""
    import yaml  # Here, because the serving process does without.

    sheet = Sheet(f"{pack}/commentary/{file.stem}", "commentary", f"{where}/commentary/{file.name}", file.read_bytes())
    try:
        text = sheet.content.decode("utf-8-sig").replace("\r\n", "\n")
        _, front, body = re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
        cells = {str(name): str(value) for name, value in dict(yaml.safe_load(front)).items() if value is not None}
    except (ValueError, TypeError, ArithmeticError, RecursionError, yaml.YAMLError):
        problem = Problem(
            sheet.file,
            "the block at the top cannot be read",
            "Begin with ---, edition: ..., date: ..., author: ..., ---",
        )
        sheet.faults.append(problem)
        return sheet, []
    above, *parts = re.split(r"^##[ \t]+(.+?)[ \t]*$", body, flags=re.MULTILINE)
    if above.strip():
        what_to_do = "Put it under one of the headings"
        sheet.faults.append(Problem(sheet.file, "there is text above the first heading", what_to_do))
    for heading, content in zip(parts[::2], parts[1::2], strict=True):
        name = heading.strip().lower().replace(" ", "_")
        if name not in BLOCKS:
            sheet.faults.append(_unknown_heading(sheet, heading.strip()))
        elif name in cells:
            sheet.faults.append(
                Problem(sheet.file, "two headings are called so", "Put both texts under one", column=heading)
            )
        else:
            cells[name] = content.strip()
    return sheet, [(1, list(cells)), (2, list(cells.values()))]


def _workbook(path: Path, where: str) -> list[tuple[Sheet, workbooks.Rows]]:
    tables, content = workbooks.sheets(path, where), path.read_bytes()
    read = [
        (Sheet(f"{path.name}/{name}", name, f"{where}, sheet {name}", content), _without_signs(name, tables[name]))
        for name in SHEETS
        if name in tables
    ]
    # A new workbook comes with empty sheets that nobody removes.
    unknown = [name for name, rows in tables.items() if name not in SHEETS and rows]
    return read + [(_unknown_sheet(path.name, name, f"{where}, sheet {name}"), []) for name in unknown]


def _without_signs(name: str, rows: workbooks.Rows) -> workbooks.Rows:
    """The rows of a sheet with 16.5% as 16.5 in columns of numbers: a program makes 16.5% of it unasked."""
    numbers = {column["name"] for column in fields(name) if column["type"] in ("integer", "number")}
    header = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    places = [place for place, heading in enumerate(header) if heading in numbers]
    for _, cells in rows[1:]:
        for place in places:
            if place < len(cells):
                cells[place] = cells[place].removesuffix("%")
    return rows


def _check(sheet: Sheet, table: workbooks.Rows) -> None:
    """Sort the rows of `table` into those that fit the schema and those that do not. The first is the header."""
    if sheet.name not in SHEETS or not table:
        return
    printed = table[0][1]
    header = [cell.strip().lower() for cell in printed]
    known = columns(sheet.name)
    for number, name in enumerate(header):
        if name and name not in known:
            sheet.faults.append(_unknown_column(sheet, printed[number]))
        elif name and name in header[:number]:
            sheet.faults.append(
                Problem(sheet.file, f"two columns are called {name}", "Keep one; only the first is read")
            )
    for column in fields(sheet.name):
        if column["name"] not in header and column.get("constraints", {}).get("required"):
            problem = f"the column {column['name']} is missing"
            sheet.faults.append(Problem(sheet.file, problem, f"Add it: {column['description']}"))
    places = {name: header.index(name) for name in known if name in header}
    rows = [(number, [cell.strip() for cell in cells]) for number, cells in table[1:]]
    sheet.rows_read = len(rows)
    padded = [
        [cells[places[name]] if name in places and places[name] < len(cells) else "" for name in known]
        for _, cells in rows
    ]
    wrong = _schema_faults(sheet, [number for number, _ in rows], padded)
    if sheet.name == "agreement":
        wrong += [
            Problem(sheet.file, "a pack is of one agreement", "Give each agreement a pack of its own", number)
            for number, _ in rows[1:]
        ]
    for number, cells in rows:
        without_heading = (cell for place, cell in enumerate(cells) if place >= len(header) or not header[place])
        if beyond := next(filter(None, without_heading), None):
            problem = "the row has more cells than the header"
            wrong.append(
                Problem(sheet.file, problem, "Put quotation marks around text with a comma", number, None, beyond)
            )
    sheet.faults += wrong
    bad = {fault.row for fault in wrong}
    for (number, _), cells in zip(rows, padded, strict=True):
        if number not in bad:
            sheet.rows.append((number, {name: cell or None for name, cell in zip(known, cells, strict=True)}))


def _unknown_heading(sheet: Sheet, name: str) -> Problem:
    if PERSONAL.search(name):
        return _unknown_column(sheet, name)
    headings = [block.replace("_", " ").capitalize() for block in BLOCKS]
    what_to_do = f"Use {', '.join(headings[:-1])} or {headings[-1]}"
    return Problem(sheet.file, "no heading of a commentary is called so", what_to_do, column=name)


def _unknown_column(sheet: Sheet, name: str) -> Problem:
    if PERSONAL.search(name):
        problem = "a column for people has no place in a published pack"
        return Problem(sheet.file, problem, "Remove it: name the body, not the person", column=name)
    return Problem(
        sheet.file, "no column of this sheet is called so", f"Use {', '.join(columns(sheet.name))}", column=name
    )


@cache
def _schema_of(sheet: str):
    """The Table Schema of a sheet, made once: reading its description takes longer than checking the rows."""
    from frictionless import Schema

    return Schema.from_descriptor(
        {name: value for name, value in SHEETS[sheet]["schema"].items() if name != "foreignKeys"}
    )


def _schema_faults(sheet: Sheet, numbers: list[int], rows: list[list[str]]) -> list[Problem]:
    """What the Table Schema of a sheet finds wrong, cell by cell."""
    from frictionless import resources  # Here, because the serving process does without.

    if not rows:
        return []
    resource = resources.TableResource(data=[columns(sheet.name), *rows], schema=_schema_of(sheet.name))
    report = resource.validate(limit_errors=1_000_000)
    found = [_as_problem(sheet, error, numbers, rows) for error in report.tasks[0].errors]
    told = {(fault.row, fault.column) for fault in found}
    for number, cells in zip(numbers, rows, strict=True):
        for column, cell in zip(fields(sheet.name), cells, strict=True):
            if cell and (number, column["name"]) not in told and not _is_written_well(column, cell):
                kind = "date" if column.get("when") else column["type"]
                found.append(Problem(sheet.file, *_words(column, kind), number, column["name"], cell))
    once = {(fault.row, fault.column): fault for fault in reversed(found)}
    return sorted(once.values(), key=lambda fault: (fault.row, fault.column or ""))


def _is_written_well(column: dict, cell: str) -> bool:
    if not WRITTEN[column["type"]].fullmatch(cell):
        return False
    if column.get("when") or column["type"] == "date":
        try:
            date.fromisoformat(cell + "-01-01"[len(cell) - 4 :] if len(cell) < 10 else cell)
        except ValueError:
            return False
    return True


def _as_problem(sheet: Sheet, error, numbers: list[int], rows: list[list[str]]) -> Problem:
    place = error.row_number - 2
    name = getattr(error, "field_name", None)
    if error.type == "blank-row":
        what_to_do = f"Use the columns {', '.join(columns(sheet.name))}"
        return Problem(sheet.file, "all its cells stand in columns that are not read", what_to_do, numbers[place])
    if name is None:
        key = SHEETS[sheet.name]["schema"]["primaryKey"]
        value = rows[place][columns(sheet.name).index(key)]
        problem, what_to_do = "another row of the sheet has this name", "Give each row a name of its own"
        if not value:
            problem = "this is missing"
        return Problem(sheet.file, problem, what_to_do, numbers[place], key, value or None)
    column = next(column for column in fields(sheet.name) if column["name"] == name)
    # Frictionless says which constraint is broken in words only.
    constraint = re.match(r'constraint "(\w+)"', error.note)
    problem, what_to_do = _words(column, constraint and constraint[1])
    return Problem(sheet.file, problem, what_to_do, numbers[place], name, error.cell or None)


def _words(column: dict, constraint: str | None) -> tuple[str, str]:
    """What is wrong with a cell of `column`, and what to do."""
    limits = column.get("constraints", {})
    match constraint or column["type"]:
        case "required":
            return "this is missing", column["description"]
        case "enum":
            return (
                "this is not one of the words that may stand here",
                f"Write {', '.join(limits['enum'][:-1])} or {limits['enum'][-1]}",
            )
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
