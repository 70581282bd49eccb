"""Agreement packs: what a partnership publishes of its agreement, in a folder of CSV files or in one workbook.

Here a pack is found, opened and taken apart into sheets; `pack_cells` checks each row. Rules that look further than
one row are queries in `tables/rules/`.
"""

import csv
import io
import json
import re
from pathlib import Path

from data_pipeline.problems import Problem, Refused
from data_pipeline.reading import workbooks
from data_pipeline.reading.pack_cells import PERSONAL, SHEETS, Sheet, check, columns, fields, headings, unknown_column

__all__ = ["SHEETS", "Sheet", "columns", "fields", "find", "is_pack", "read"]

MAP = "map.geojson"
BLOCKS = ("achievements", "challenges", "what_is_being_done", "how_you_can_help")
AS_TEMPLATE = "Write it as `python -m data_pipeline template` does"


def find(data: Path) -> list[Path]:
    """The packs in a data folder: folders and workbooks in `agreements/`."""
    found = sorted((data / "agreements").glob("*"))
    return [path for path in found if path.is_dir() or (_is_workbook(path) and path.name[0] not in "~.")]


def is_pack(path: Path) -> bool:
    """Whether a folder or a workbook is an agreement pack, and not a published file."""
    return path.is_dir() or (_is_workbook(path) and "agreement" in workbooks.names(path))


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in workbooks.WORKBOOKS


def read(path: Path) -> list[Sheet]:
    """Every sheet of one pack, its rows checked one by one against the schema.

    Raises `Refused` when the pack cannot be opened or has no agreement.
    """
    where = f"agreements/{path.name}"
    if not path.exists():
        raise Refused([Problem(where, "there is no such pack", "Give a folder or a workbook")])
    tables = _folder(path, where) if path.is_dir() else _workbook(path, where)
    if not any(sheet.name == "agreement" for sheet, _ in tables):
        raise Refused([Problem(where, "the pack has no agreement sheet", AS_TEMPLATE)])
    for sheet, table in tables:
        check(sheet, table)
    return [sheet for sheet, _ in tables]


def _folder(path: Path, where: str) -> list[tuple[Sheet, workbooks.Rows]]:
    tables = []
    for name in SHEETS:
        file = path / f"{name}.csv"
        if file.is_file():
            sheet = Sheet(f"{path.name}/{name}", name, f"{where}/{file.name}", file.read_bytes())
            tables.append((sheet, _rows_of_csv(sheet)))
    tables += [_markdown(file, path.name, where) for file in sorted((path / "commentary").glob("*.md"))]
    if (path / MAP).exists():
        tables.append((_map(path / MAP, path.name, where), []))
    for file in sorted(path.glob("*.csv")):
        if file.stem not in SHEETS:
            tables.append((_unknown_sheet(path.name, file.stem, f"{where}/{file.name}"), []))
    return tables


def _rows_of_csv(sheet: Sheet) -> workbooks.Rows:
    try:
        lines = csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"), newline=""))
        return [(number, cells) for number, cells in enumerate(lines, start=1) if any(map(str.strip, cells))]
    except (UnicodeDecodeError, csv.Error) as error:
        is_text = isinstance(error, csv.Error)
        problem = "the file cannot be read as CSV" if is_text else "the file is not UTF-8 text"
        sheet.faults.append(Problem(sheet.file, problem, "Save it as CSV UTF-8"))
        return []


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
    """The sheets of a workbook as far as they can be seen; what is hidden is a fault of each."""
    book, content = workbooks.read(path, where), path.read_bytes()
    read = []
    for name in [*SHEETS, *(name for name in book.sheets if name not in SHEETS)]:
        file, rows = f"{where}, sheet {name}", book.sheets.get(name, [])
        hidden = [each for each in book.hidden if each.sheet == name]
        if name in SHEETS and name in book.sheets:
            sheet = Sheet(f"{path.name}/{name}", name, file, content)
        elif rows:
            sheet = _unknown_sheet(path.name, name, file)
        elif hidden:
            sheet = Sheet(f"{path.name}/{name}", name, file, b"")
        else:  # A new workbook comes with empty sheets that nobody removes.
            continue
        unseen = [each.row for each in hidden if each.row]
        if unseen and rows and unseen[0] < rows[0][0]:  # Below a hidden heading nobody knows what is what.
            rows = []
        sheet.rows_read = len(unseen)
        sheet.faults += [each.problem(file) for each in hidden]
        read.append((sheet, _without_signs(name, rows) if name in SHEETS else []))
    return read


def _without_signs(name: str, rows: workbooks.Rows) -> workbooks.Rows:
    """The rows of a sheet with 16.5% as 16.5 in columns of numbers: a program makes 16.5% of it unasked."""
    numbers = {column["name"] for column in fields(name) if column["type"] in ("integer", "number")}
    header = headings(rows[0][1]) if rows else []
    places = [place for place, heading in enumerate(header) if heading in numbers]
    for _, cells in rows[1:]:
        for place in places:
            if place < len(cells):
                cells[place] = cells[place].removesuffix("%")
    return rows


def _unknown_heading(sheet: Sheet, name: str) -> Problem:
    if PERSONAL.search(name):
        return unknown_column(sheet, name)
    headings = [block.replace("_", " ").capitalize() for block in BLOCKS]
    what_to_do = f"Use {', '.join(headings[:-1])} or {headings[-1]}"
    return Problem(sheet.file, "no heading of a commentary is called so", what_to_do, column=name)
