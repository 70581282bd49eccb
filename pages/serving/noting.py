"""Faults in the log: each in a line with its traceback, and one that happens again and again once a minute."""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Hashable

from streamlit.logger import get_logger

LOG = get_logger(__name__)
QUIET = 60.0  # Seconds for which the same fault is only counted.
MOST = 1000  # Faults that are told apart: more are not of many kinds, but have something of their own in each.
LONGEST = 500  # Letters of a message: some of it may be a visitor's own.


def in_a_line(text: str) -> str:
    """A text that may be a visitor's, as the log may have it: short, in one line, and nothing that moves a terminal."""
    return shown(" ".join(text.split()))


def shown(line: str) -> str:
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in line[:LONGEST]
    )[:LONGEST]


def tidy(record: logging.LogRecord) -> bool:
    """Have the traceback of a record, if any, in lines of which a message's own stand apart. As a filter, keeps all."""
    if record.exc_info:
        parts = traceback.format_exception(record.exc_info[1])
        lines = (part[:LONGEST].rstrip("\n").split("\n") for part in parts)
        record.exc_text = "\n".join("\n    ".join(map(shown, each)) for each in lines)
    return True


LOG.addFilter(tidy)


class Told:
    """What was told lately: when, and how often it came since."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock, self._lock = clock, threading.Lock()
        self._told: dict[Hashable, list] = {}

    def again(self, key: Hashable) -> str | None:
        """How often this came since it was last told, in words that may be none; None if it was told just now."""
        now = self._clock()
        with self._lock:
            if len(self._told) > MOST:
                self._told.clear()
            told = self._told.setdefault(key, [float("-inf"), 0])
            if now - told[0] < QUIET:
                told[1] += 1
                return None
            before, told[:] = told[1], [now, 0]
        return f" ({before} times more in between)" if before else ""


class Faults(Told):
    """What went wrong, each fault by its kind and place."""

    def note(self, what: str, error: BaseException) -> None:
        """Log a line with the fault's kind, its message and the place in our code, and its traceback."""
        place = _place(error)
        again = self.again((type(error), place))
        if again is not None:
            message = in_a_line(str(error))
            LOG.error("%s: %s: %s, at %s%s", what, type(error).__name__, message, place, again, exc_info=error)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    where = next((frame for frame in reversed(frames) if "site-packages" not in frame.filename), None)
    return f"{where.filename}:{where.lineno}" if where else "an unknown place"


class Seldom(logging.Filter):
    """Lets each line of code that logs speak once a minute, not at length, and to the reader only.

    What visitors send makes others' code log: each of a thousand messages, with all that stands in it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        super().__init__()
        self._told = Told(clock)

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        key = (record.pathname, record.lineno, type(error), _place(error) if error else "")
        again = self._told.again(key)
        if again is None:
            return False
        record.msg, record.args = in_a_line(record.getMessage()) + again, None
        return tidy(record)


SELDOM = Seldom()


def calm(*packages: str) -> None:
    """Have what these packages log said seldom. To be called when they are imported: later loggers are not found."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in packages:
            logging.getLogger(name).addFilter(SELDOM)


fault = Faults().note
