"""Which cells of a workbook a spreadsheet program shows in per cent: it keeps 48.5% as 0.485 and a number format."""

import re
import zipfile
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BUILT_IN = {9, 10}  # 0% and 0.00%


def shown(path: Path) -> dict[str, set[tuple[int, int]]]:
    """For each sheet of an .xlsx, the cells shown in per cent, as row and column from 0; nothing for other kinds.

    A file that calamine reads and this does not has none.
    """
    if path.suffix.lower() != ".xlsx":
        return {}
    try:
        with zipfile.ZipFile(path) as book:
            formats = _formats(book)
            return {name: _cells(book, part, formats) for name, part in _sheets(book).items()}
    # A part under a password, or packed in a way that zipfile does not know, is a RuntimeError of one kind or another.
    except (zipfile.BadZipFile, ElementTree.ParseError, OSError, LookupError, ValueError, RuntimeError):
        return {}


def _sheets(book: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet, and the part of the file it is in."""
    relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    parts = {relation.get("Id"): PurePosixPath("/xl", relation.get("Target")) for relation in relations}
    sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    return {sheet.get("name"): str(parts[sheet.get(REFERENCE)]).lstrip("/") for sheet in sheets}


def _formats(book: zipfile.ZipFile) -> set[str]:
    """The styles of cells that are shown in per cent."""
    styles = ElementTree.fromstring(book.read("xl/styles.xml"))
    own = {
        int(each.get("numFmtId")): "%" in re.sub(r'"[^"]*"|\\.', "", each.get("formatCode"))
        for each in styles.iter(f"{MAIN}numFmt")
    }
    cells = styles.find(f"{MAIN}cellXfs")
    used = [int(each.get("numFmtId", 0)) for each in ([] if cells is None else cells)]
    return {str(number) for number, code in enumerate(used) if own.get(code, code in BUILT_IN)}


def _cells(book: zipfile.ZipFile, part: str, formats: set[str]) -> set[tuple[int, int]]:
    found = set()
    with book.open(part) as file:
        for _, cell in ElementTree.iterparse(file):
            if cell.tag == f"{MAIN}c":
                if cell.get("s") in formats and cell.get("t", "n") == "n":
                    found.add(_place(cell.get("r")))
                cell.clear()
    return found


def _place(reference: str) -> tuple[int, int]:
    """'B3' is row 2, column 1."""
    letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+)", reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1
