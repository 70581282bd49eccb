"""The warehouse that pages read: verified before it is opened, and another only in the place of one that is whole."""

import os
import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
from streamlit.logger import get_logger

from data_pipeline.building import in_use, warehouse
from pages.serving import settings

LOG = get_logger(__name__)
DATA = Path(os.environ.get("REPORT_CARD_DATA", warehouse.DATA))
# What DuckDB raises when a file is not what it was when it was opened; some of it when all is well, too. A checksum
# that is wrong is an error of no kind.
DOUBTFUL = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)


class NoWarehouse(Exception):
    """There is none to read: none was built, or the one just read turned out to be damaged. Asking again may help."""


@dataclass(frozen=True, eq=False)
class _Opened:
    kept: in_use.Kept
    stamp: tuple
    con: duckdb.DuckDBPyConnection
    number: int  # No two that were opened have the same, whatever their names.
    is_ours: bool  # Whether this edition of the program made it.


class _Reader:
    """Reads one data folder's warehouse: the one in use, or the last that is whole.

    `look` follows the pointer. A warehouse that is open stays so while the next is verified, and for good when
    that is damaged: even a file that was deleted can be read by whoever has it open. One that another edition of this
    program made may lack what pages ask of it: it is read only where none of our own can be. `trouble`: why not all
    is well, or nothing.
    """

    def __init__(self, data: Path):
        self.data, self.trouble, self._said = data, "", ""
        self._opened: _Opened | None = None
        self._lock = threading.Lock()
        self._verified: dict[tuple, str] = {}  # What is wrong with each file, as it was when it was read to the end.
        self._editions: dict[tuple, str | None] = {}  # Which edition of the program made each of those that are whole.
        self._count = 0

    def opened(self) -> _Opened:
        """Raises NoWarehouse."""
        if self._opened is None:
            self.look()
        if (opened := self._opened) is None:
            raise NoWarehouse(self.trouble)
        return opened

    def look(self) -> None:
        """Open the warehouse in use unless it is open; where that fails, leave open what is, or open the one before."""
        with self._lock:
            self._look()

    def is_lost(self, opened: _Opened) -> bool:
        """Whether a warehouse that was doubted while it was read is damaged; if so it is read no more."""
        with self._lock:
            try:
                if self._opened is opened:
                    self._verified.clear()  # A disk can go bad without a date that tells.
                    if not _is_same_file(opened) or self._wrong(opened.kept):
                        self._opened = None
                        self._look()
            except OSError:  # No file can be opened just now: nobody can tell.
                return False
            return self._opened is not opened

    def _look(self) -> None:
        try:
            listed, trouble = in_use.kept(self.data), f"Nothing has been built in {self.data}"
        except in_use.Damaged as damaged:
            listed, trouble = [], str(damaged)
        if self._opened and _is_written_to(self._opened) and self._wrong(self._opened.kept):
            self._opened = None
        for number, one in enumerate(listed):
            wrong = self._wrong(one) or self._foreign(one) or self._open(one)
            trouble = wrong if number == 0 else trouble
            if not wrong or (self._opened and self._opened.is_ours):
                break
        else:  # Better than nothing is what is whole.
            next((one for one in listed if not self._wrong(one) and not self._open(one)), None)
        self._say(trouble)

    def _open(self, one: in_use.Kept) -> str:
        """Make this the warehouse that is read; returns why it could not be, or nothing."""
        if self._opened and self._opened.kept == one:
            return ""
        try:
            stamp, con = _stamp(one.path), in_use.connect(one.path)
            con.execute("from meta.build").fetchone()
        except duckdb.Error as error:
            return f"{one.path} cannot be opened ({type(error).__name__})"
        self._count += 1
        self._opened = _Opened(one, stamp, con, self._count, not self._foreign(one))
        LOG.info("Pages are served from %s.", one.path.name)
        return ""

    def _wrong(self, one: in_use.Kept) -> str:
        """What is wrong with a file, or nothing; read from end to end once for each state it is in."""
        state = (one, _stamp(one.path), _stamp(one.path.with_name(f"{one.path.name}.wal")))
        if state not in self._verified:
            try:
                in_use.verify(one)
            except in_use.Damaged as damaged:
                if damaged.may_pass:
                    return str(damaged)
                self._verified[state] = str(damaged)
            else:
                self._verified[state] = ""
        return self._verified[state]

    def _foreign(self, one: in_use.Kept) -> str:
        """That another edition of this program made a file which is whole, or nothing."""
        state = (one, _stamp(one.path))
        if state not in self._editions:
            self._editions[state] = in_use.edition(one.path)
        return "" if self._editions[state] == _edition() else f"{one.path} was made by another edition of this program"

    def _say(self, trouble: str) -> None:
        self.trouble = trouble
        what_now = f"Pages are served from {self._opened.kept.path.name}." if self._opened else "No page can be served."
        said = f"{trouble}. {what_now}" if trouble else ""
        if said and said != self._said:
            LOG.error("%s", said)
        elif self._said and not said:
            LOG.info("All is well again. %s", what_now)
        self._said = said


@lru_cache(maxsize=1)
def _edition() -> str:
    """That of the code which runs: asked first at the start, before an update can lie on the disk."""
    return warehouse.edition()


def _stamp(path: Path) -> tuple | None:
    """What changes whenever a file is written to or replaced; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _is_same_file(opened: _Opened) -> bool:
    """Whether the file that is open is still the one of its name."""
    return (_stamp(opened.kept.path) or ())[:2] == opened.stamp[:2]


def _is_written_to(opened: _Opened) -> bool:
    """Whether somebody wrote into the very file that is open."""
    return _is_same_file(opened) and _stamp(opened.kept.path) != opened.stamp


@lru_cache(maxsize=4)
def _reader_of(data: Path) -> _Reader:
    return _Reader(data)


class Kept:
    """The answers of `ask`, by its arguments, those asked for last, within a room counted in bytes.

    An answer that is nothing has a room of its own, a sixteenth: visitors may ask for any name, and names that nobody
    knows must not take the room of what many ask for. `room`: for all answers as pickled.
    """

    def __init__(self, ask: Callable, room: int):
        self.ask, self.room = ask, room
        self._lock = threading.Lock()
        self.cache_clear()

    def __call__(self, *key):
        with self._lock:
            for answers in (self._answers, self._nothing):
                if key in answers:
                    answers.move_to_end(key)
                    return answers[key][0]
        answer = self.ask(*key)
        size = len(pickle.dumps(answer, -1)) + sum(len(str(part)) for part in key)
        with self._lock:
            answers, room = (self._answers, self.room) if answer else (self._nothing, self.room // 16)
            if size <= room and key not in answers:
                answers[key] = (answer, size)
                self._used[bool(answer)] += size
                while self._used[bool(answer)] > room:
                    self._used[bool(answer)] -= answers.popitem(last=False)[1][1]
        return answer

    @property
    def used(self) -> int:
        return sum(self._used.values())

    def cache_clear(self) -> None:
        with self._lock:
            self._answers, self._nothing = OrderedDict(), OrderedDict()
            self._used = {True: 0, False: 0}


def lasting(question: Callable, *arguments: str):
    """The answer to a question that only a new build can change, asked once of each build.

    For what every page needs and few values ask for: lists of areas and years, cards of series.
    Answers are shared by all visitors: read them, do not change them.
    """
    return _lasting(_reader_of(DATA).opened().number, DATA, question, arguments)


def _ask(number: int, data: Path, question: Callable, arguments: tuple[str, ...]):
    with cursor() as asked:
        return question(asked, *arguments)


_lasting = Kept(_ask, settings.KEPT_ANSWERS_MB * 500_000)


def shared(question: Callable, *arguments: str):
    """As `lasting`, for the large answers that many visitors want alike, such as a map of England."""
    return _shared(_reader_of(DATA).opened().number, DATA, question, arguments)


# A room of their own: one map has the size of a hundred small answers.
_shared = Kept(_ask, settings.KEPT_ANSWERS_MB * 500_000)


@contextmanager
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor on the warehouse that is read.

    Raises NoWarehouse before the first build, and when what is read turns out to be damaged on the way.
    """
    reader = _reader_of(DATA)
    opened = reader.opened()
    with opened.con.cursor() as asked:
        try:
            yield asked
        except duckdb.Error as error:
            is_doubtful = type(error) is duckdb.Error or isinstance(error, DOUBTFUL)
            if is_doubtful and reader.is_lost(opened):
                raise NoWarehouse(str(error)) from error
            raise


def path() -> Path:
    """The file of the warehouse that is read. Raises NoWarehouse."""
    return _reader_of(DATA).opened().kept.path


def is_built() -> bool:
    """Whether there is a warehouse to read."""
    try:
        return bool(_reader_of(DATA).opened())
    except NoWarehouse:
        return False


def is_of_ours() -> bool:
    """Whether this edition of the program made the warehouse that is read, so that every page finds its tables."""
    try:
        return _reader_of(DATA).opened().is_ours
    except NoWarehouse:
        return False


def answers() -> bool:
    """Whether there is a warehouse, and it answers a question."""
    try:
        with cursor() as asked:
            return asked.execute("from meta.build").fetchone() is not None
    except (NoWarehouse, duckdb.Error):
        return False


def look() -> str:
    """Follow the warehouse in use; returns what is wrong, or nothing. Reads a file once for each state it is in."""
    reader = _reader_of(DATA)
    reader.look()
    return reader.trouble


def glance() -> int:
    """A number that changes when an input file comes, goes or is written to."""
    return warehouse.glance(DATA)
