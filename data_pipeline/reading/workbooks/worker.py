"""The process that opens workbooks: a line in is a question, a line out is the answer, as JSON.

It answers `names` with the names of the sheets, and `read` with rows and with what is hidden. What it may take is
limited before anything is opened.
"""

import json
import math
import os
import sys
import time
import warnings
import zipfile
from pathlib import Path

from data_pipeline.reading.workbooks import ods, xls, xlsx
from data_pipeline.reading.workbooks.sheets import Sheet, trimmed

MOST_MEMORY = 2 << 30
MOST_SECONDS = 30  # Of work on one workbook, however long it takes on a busy machine.
MOST_UNPACKED = 256 << 20
MOST_TEXT = 100_000_000  # Characters, of all cells. A blank cell before a filled one counts as one.
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
    if size > MOST_UNPACKED:
        raise ValueError(f"it holds {size / 1e6:,.0f} MB, and no more than {MOST_UNPACKED / 1e6:,.0f} are opened")
    sheets = {".xls": xls, ".ods": ods}.get(kind, xlsx).sheets(path)
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise ValueError("two of its sheets have one name")
    return sheets


def _read(sheets: list[Sheet]) -> dict:
    found, hidden, size = {}, [], 0
    for sheet in sheets:
        seen, unseen = [], []
        for number, is_hidden, cells in sheet.rows:
            size += len(cells) + sum(map(len, cells))
            if size > MOST_TEXT:
                raise ValueError(f"its cells hold more than {MOST_TEXT:,} characters")
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
