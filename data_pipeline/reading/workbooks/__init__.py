"""A workbook as a person sees it: sheets of rows of text, and what is hidden in it, which is named and not read.

It is opened in a process of its own (`worker.py`), which may take so much memory and time and no more: whatever a
damaged file makes of it, nothing else ends. The process waits for the next workbook, for to start it takes longer
than to read most.
"""

import atexit
import contextlib
import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from data_pipeline.problems import Problem, Refused
from data_pipeline.reading import bounds

Rows = list[tuple[int, list[str]]]

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
MOST_SECONDS = 120  # To wait for it.
PROJECT = Path(__file__).resolve().parents[3]
_turn = threading.Lock()
_worker: subprocess.Popen | None = None


class _Unreadable(Exception):
    """Why a workbook gave nothing."""


@dataclass(frozen=True)
class Hidden:
    """Something filled that nobody sees: a whole sheet; or one of its rows, by number, or of its columns, by letter."""

    sheet: str
    row: int | None = None
    column: str | None = None

    def problem(self, file: str) -> Problem:
        part = "this row of " if self.row else "this column of " if self.column else ""
        what_to_do = "Show it if it is meant to be published, else delete it; until then it is not read"
        return Problem(file, f"{part}the sheet {self.sheet!r} is hidden", what_to_do, self.row, self.column)


@dataclass(frozen=True)
class Workbook:
    """The rows that can be seen, each with its number as the program shows it, and what is hidden.

    Every sheet is among `sheets`, a hidden one without rows.
    A cell is text as it would stand in a CSV: '48.5%', '12', '2010-06-30', 'yes' or 'no', and '' for a blank one or
    one in a hidden column. A row ends with its last filled cell, and a blank one is left out.
    """

    sheets: dict[str, Rows]
    hidden: list[Hidden]


def names(path: Path, where: str) -> list[str]:
    """The names of a workbook's sheets, hidden ones too. Raises `Refused`, as `read` does."""
    return _answer("names", path, where)


def read(path: Path, where: str) -> Workbook:
    """The whole workbook. Raises `Refused`, naming it as `where`, when it cannot be read."""
    found = _answer("read", path, where)
    sheets = {name: [(number, cells) for number, cells in rows] for name, rows in found["sheets"].items()}
    return Workbook(sheets, [Hidden(*each) for each in found["hidden"]])


def _answer(what: str, path: Path, where: str):
    bounds.check(path, where, bounds.WORKBOOK)
    try:
        return _ask(what, path)
    except _Unreadable as error:
        what_to_do = "Mend that, or save it as .xlsx and try again"
        raise Refused([Problem(where, "the workbook cannot be read", what_to_do, value=str(error))]) from error


def _ask(what: str, path: Path):
    """What the worker answers of a workbook. Raises `_Unreadable` with the reason why there is nothing."""
    with _turn:
        worker, began = _running(), time.monotonic()
        alarm = threading.Timer(MOST_SECONDS, worker.kill)
        alarm.start()
        try:
            worker.stdin.write(json.dumps([what, str(path.resolve())]) + "\n")
            worker.stdin.flush()
            line = worker.stdout.readline()
        except OSError:  # It ended before it had heard the question.
            line = ""
        finally:
            alarm.cancel()
        if not line.endswith("\n"):
            _end()
            if time.monotonic() - began >= MOST_SECONDS:
                raise _Unreadable(f"it takes more than {MOST_SECONDS} s")
            raise _Unreadable("it takes too much time or memory, or ends the program that opens it")
    answer = json.loads(line)
    if "error" in answer:
        raise _Unreadable(answer["error"])
    return answer["found"]


def _running() -> subprocess.Popen:
    global _worker
    if _worker is not None and _worker.poll() is not None:
        _end()
    if _worker is None:
        _worker = subprocess.Popen(
            [sys.executable, "-m", f"{__name__}.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=PROJECT,
        )  # fmt: skip
    return _worker


@atexit.register
def _end() -> None:
    global _worker
    if _worker is not None:
        _worker.kill()
        _worker.wait()
        with contextlib.suppress(OSError):  # Of a question that it did not live to hear.
            _worker.stdin.close()
        _worker.stdout.close()
    _worker = None
