"""Agreement packs: what a partnership publishes of its agreement, in a folder of CSV files or in one workbook.

Here a pack is found, opened and taken apart into sheets; `pack_cells` checks each row. Rules that look further than
one row are queries in `tables/rules/`.
"""

import csv
import io
import itertools
import json
import re
from pathlib import Path

from data_pipeline.problems import Problem, Refused
from data_pipeline.reading import bounds, workbooks
from data_pipeline.reading.pack_cells import PERSONAL, SHEETS, Sheet, check, columns, fields, headings, unknown_column

__all__ = ["SHEETS", "Sheet", "columns", "fields", "find", "is_pack", "read"]

MAP = "map.geojson"
BLOCKS = ("achievements", "challenges", "what_is_being_done", "how_you_can_help")
AS_TEMPLATE = "Write it as `python -m data_pipeline template` does"


def find(data: Path) -> list[Path]:
    """The packs in a data folder: folders and workbooks in `agreements/`. Raises `Refused` for too many."""
    found = bounds.listed(data / "agreements", "agreements")
    return [path for path in found if path.name[0] not in "~." and (path.is_dir() or _is_workbook(path))]


def is_pack(path: Path) -> bool:
    """Whether a folder or a workbook is an agreement pack, and not a published file.

    Raises `Refused` for a workbook that cannot be read.
    """
    return path.is_dir() or (_is_workbook(path) and "agreement" in workbooks.names(path, path.name))


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in workbooks.WORKBOOKS


def read(path: Path) -> list[Sheet]:
    """Every sheet of one pack, its rows checked one by one against the schema.

    Raises `Refused` when the pack cannot be opened or has no agreement.
    """
    where = f"agreements/{path.name}"
    if not path.exists():
        raise Refused([Problem(where, "there is no such pack", "Give a folder or a workbook")])
    if path.is_dir() and (linked := [file for file in bounds.below(path, where) if file.is_symlink()]):
        name = linked[0].relative_to(path).as_posix()
        raise Refused([Problem(where, f"{name} leads to another place", "Put the file itself into the pack")])
    tables = _folder(path, where) if path.is_dir() else _workbook(path, where)
    if not any(sheet.name == "agreement" for sheet, _ in tables):
        raise Refused([Problem(where, "the pack has no agreement sheet", AS_TEMPLATE)])
    for sheet, table in tables:
        check(sheet, table)
    return [sheet for sheet, _ in tables]


def _folder(path: Path, where: str) -> list[tuple[Sheet, workbooks.Rows]]:
    files = {file.name: file for file in bounds.listed(path, where)}
    tables, room = [], bounds.PACK

    def opened(name: str, file: Path) -> Sheet:
        """A sheet with what its file holds; or with the fault for which nothing of it is read."""
        nonlocal room
        sheet = Sheet(f"{path.name}/{name}", name.split("/")[0], f"{where}/{file.relative_to(path).as_posix()}", b"")
        try:
            sheet.content = bounds.content(file, sheet.file, min(bounds.PACK_FILE, room))
            room -= len(sheet.content)
        except Refused as refused:
            sheet.faults += refused.problems
        return sheet

    for name in SHEETS:
        if file := files.pop(f"{name}.csv", None):
            sheet = opened(name, file)
            tables.append((sheet, _rows_of_csv(sheet)))
    for file in bounds.listed(path / "commentary", f"{where}/commentary"):
        if file.suffix == ".md":
            sheet = opened(f"commentary/{file.stem}", file)
            tables.append((sheet, [] if sheet.faults else _markdown(sheet)))
    if MAP in files:
        sheet = opened("map", files[MAP])
        tables.append((sheet, [] if sheet.faults else _map(sheet)))
    others = (file for file in files.values() if file.suffix == ".csv")
    return tables + [(_unknown_sheet(path.name, file.stem, f"{where}/{file.name}"), []) for file in others]


def _rows_of_csv(sheet: Sheet) -> workbooks.Rows:
    """The rows of a sheet that are not blank, of one that is too long those that show it."""
    lines = csv.reader(io.StringIO(), strict=True)
    try:
        lines = csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"), newline=""), strict=True)
        filled = ((number, cells) for number, cells in enumerate(lines, start=1) if any(map(str.strip, cells)))
        return list(itertools.islice(filled, bounds.PACK_ROWS + 2))
    except UnicodeDecodeError:
        sheet.faults.append(Problem(sheet.file, "the file is not UTF-8 text", "Save it as CSV UTF-8"))
    except csv.Error as error:
        what_to_do = "Look for a quotation mark that is not closed, and save it as CSV UTF-8"
        found = f"line {lines.line_num}: {error}"
        sheet.faults.append(Problem(sheet.file, "the file cannot be read as CSV", what_to_do, value=found))
    return []


def _unknown_sheet(pack: str, name: str, file: str) -> Sheet:
    sheet = Sheet(f"{pack}/{name}", name, file, b"")
    sheet.faults.append(Problem(file, "no sheet of a pack is called so", f"Use {', '.join(SHEETS)}"))
    return sheet


def _map(sheet: Sheet) -> workbooks.Rows:
    """The map of a worked example, which boundaries.py draws; here only whether it can be."""
    try:
        codes = [feature["properties"]["area_code"] for feature in json.loads(sheet.content)["features"]]
        sheet.rows_read = len(codes)
    except (ValueError, KeyError, TypeError, RecursionError):
        what_to_do = "Save it as GeoJSON, each district with its area_code"
        sheet.faults.append(Problem(sheet.file, "the map cannot be read", what_to_do))
    return []


def _front(text: str) -> dict[str, str]:
    """The block at the top of a commentary. Raises `ValueError` and its like for anything else."""
    import yaml  # Here, because the serving process does without.

    if len(text) > bounds.FRONT_LETTERS:
        raise ValueError("it is too long")
    try:
        given = dict(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    # A list may hold itself, or another a billion times.
    if any(isinstance(value, list | dict | set) for value in given.values()):
        raise ValueError("a value of it is a list")
    return {str(name): str(value) for name, value in given.items() if value is not None}


def _markdown(sheet: Sheet) -> workbooks.Rows:
    """A commentary file as a sheet of one row: its front matter, and a column for each section."""
    try:
        text = sheet.content.decode("utf-8-sig").replace("\r\n", "\n")
        _, front, body = re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
        cells = _front(front)
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        problem = Problem(
            sheet.file,
            "the block at the top cannot be read",
            "Begin with ---, edition: ..., date: ..., author: ..., ---",
        )
        sheet.faults.append(problem)
        return []
    above, *parts = re.split(r"^##[ \t]+(\S.*)$", body, flags=re.MULTILINE)
    if above.strip():
        what_to_do = "Put it under one of the headings"
        sheet.faults.append(Problem(sheet.file, "there is text above the first heading", what_to_do))
    if len(parts) > 2 * bounds.HEADINGS:
        problem = f"there are more than {bounds.HEADINGS} headings, and nothing of it is read"
        sheet.faults.append(Problem(sheet.file, problem, "Use each heading of a commentary once"))
        return []
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
    return [(1, list(cells)), (2, list(cells.values()))]


def _workbook(path: Path, where: str) -> list[tuple[Sheet, workbooks.Rows]]:
    """The sheets of a workbook as far as they can be seen; what is hidden is a fault of each."""
    book, content = workbooks.read(path, where), bounds.content(path, where, bounds.WORKBOOK)
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
        if len(hidden) > bounds.PACK_FAULTS:
            problem = f"more than {bounds.PACK_FAULTS:,} of its rows and columns are hidden, and nothing of it is read"
            sheet.faults.append(Problem(file, problem, "Show what is meant to be published, and delete the rest"))
            hidden, rows = hidden[: bounds.PACK_FAULTS], []
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
