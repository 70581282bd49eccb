"""The process that opens workbooks: a line in is a question, a line out is the answer, as JSON.

It answers `names` with the names of the sheets, and `read` with rows and with what is hidden. What it may take is
limited before anything is opened.
"""

import json
import math
import os
import re
import sys
import time
import warnings
import zipfile
from pathlib import Path

from data_pipeline.reading import bounds
from data_pipeline.reading.workbooks import ods, xls, xlsx
from data_pipeline.reading.workbooks.sheets import Sheet, trimmed

# The largest published workbook takes 207 MB of addresses, 82 MB of memory and 2 s of work.
MOST_MEMORY = 360 << 20
MOST_SECONDS = 8  # Of work on one workbook, however long it takes on a busy machine.
CELL = re.compile(rb"<(?:c|row|table:(?:table-row|(?:covered-)?table-cell))[ />]")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def main() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr  # Where libraries may print.
    for line in sys.stdin:
        what, path = json.loads(line)
        _limit()
        answers.write(_answer(what, Path(path)) + "\n")
        answers.flush()


def _limit() -> None:
    """Limit memory and, from now on, work: past either the process ends."""
    try:
        import resource
    except ImportError:  # Windows has no such limits: there the time that others wait must do.
        return
    until = math.ceil(time.process_time()) + MOST_SECONDS
    for limit, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, until)):
        resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))


def _answer(what: str, path: Path) -> str:
    try:
        with warnings.catch_warnings(action="ignore"):  # Of drawings and styles, which are not read.
            sheets = _opened(path)
            return json.dumps({"found": [sheet.name for sheet in sheets] if what == "names" else _read(sheets)})
    except MemoryError:
        os._exit(1)  # What is left of it would be in the way of the next workbook.
    except Exception as error:  # Of damage the libraries make errors of every kind.
        return json.dumps({"error": ": ".join(filter(None, (type(error).__name__, str(error))))})


def _opened(path: Path) -> list[Sheet]:
    """The sheets of a workbook, of which no row has been read yet."""
    kind = path.suffix.lower()
    if kind == ".xlsb":
        raise ValueError("what is shown in per cent cannot be told in this kind of workbook")
    size = path.stat().st_size
    if kind != ".xls":
        with zipfile.ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
            if len(parts.infolist()) > bounds.PARTS:
                raise ValueError(f"it has {len(parts.infolist()):,} sheets and parts, and {bounds.PARTS:,} are opened")
            _refuse(size, bounds.UNPACKED)
            _count_cells(parts)
    _refuse(size, bounds.UNPACKED)
    sheets = {".xls": xls, ".ods": ods}.get(kind, xlsx).sheets(path)
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise ValueError("two of its sheets have one name")
    return sheets


def _refuse(size: int, most: int) -> None:
    if size > most:
        raise ValueError(f"it holds {size / 1e6:,.0f} MB, and no more than {most / 1e6:,.0f} are opened")


def _count_cells(parts: zipfile.ZipFile) -> None:
    """Raise `ValueError` for more rows and cells than are read: to count them takes a hundredth of the time."""
    count = 0
    for part in parts.infolist():
        if part.filename == "content.xml" or part.filename.startswith("xl/worksheets/"):
            count += sum(1 for _ in CELL.finditer(parts.read(part)))
    if count > bounds.CELLS:
        raise ValueError(f"it has {count:,} rows and cells, and no more than {bounds.CELLS:,} are read")


def _read(sheets: list[Sheet]) -> dict:
    found, hidden, size, count = {}, [], 0, 0
    for sheet in sheets:
        seen, unseen = [], []
        for number, is_hidden, cells in sheet.rows:
            size += len(cells) + sum(map(len, cells))
            count += len(cells)
            if size > bounds.TEXT or count > bounds.CELLS:
                raise ValueError(f"it has more than {bounds.CELLS:,} cells or {bounds.TEXT:,} characters")
            if len(seen) + len(unseen) >= bounds.ROWS:
                raise ValueError(f"the sheet {sheet.name!r} has more than {bounds.ROWS:,} rows")
            if any(cells):
                (unseen if is_hidden else seen).append((number, cells))
        if sheet.is_hidden:
            hidden += [(sheet.name,)] * bool(seen or unseen)
            seen, unseen = [], []
        columns = _blank(sheet, seen)
        hidden += [(sheet.name, number) for number, _ in unseen]
        hidden += [(sheet.name, None, _letters(place)) for place in columns]
        found[sheet.name] = [(number, cells) for number, cells in seen if any(cells)]
    return {"sheets": found, "hidden": hidden}


def _blank(sheet: Sheet, rows: list[tuple[int, list[str]]]) -> list[int]:
    """Make the cells of hidden columns blank. Returns the places of those that had something in them."""
    width = max((len(cells) for _, cells in rows), default=0)
    places = [place for place in range(width) if sheet.is_column_hidden(place)]
    filled = set()
    for number, (row, cells) in enumerate(rows) if places else ():
        filled |= {place for place in places if place < len(cells) and cells[place].strip()}
        # A new list, since one may stand for many rows.
        rows[number] = (row, trimmed(["" if place in filled else cell for place, cell in enumerate(cells)]))
    return sorted(filled)


def _letters(place: int) -> str:
    """0 is A, 26 is AA."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + LETTERS[last]


if __name__ == "__main__":
    main()
