"""Faults in the log: each in a line with its traceback, and one that happens again and again once a minute."""

import threading
import time
import traceback
from collections.abc import Callable

from streamlit.logger import get_logger

LOG = get_logger(__name__)
QUIET = 60.0  # Seconds for which the same fault is only counted.
MOST = 1000  # Faults that are told apart: more are not of many kinds, but have something of their own in each.


class Faults:
    """What went wrong lately: each fault, by its kind and place, with when it was told and how often since."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock, self._lock = clock, threading.Lock()
        self._told: dict[tuple, list] = {}

    def note(self, what: str, error: BaseException) -> None:
        """Log a line with the fault's kind, its message and the place in our code, and its traceback."""
        frames = traceback.extract_tb(error.__traceback__)
        where = next((frame for frame in reversed(frames) if "site-packages" not in frame.filename), None)
        place = f"{where.filename}:{where.lineno}" if where else "an unknown place"
        key, now = (type(error), place), self._clock()
        with self._lock:
            if len(self._told) > MOST:
                self._told.clear()
            told = self._told.setdefault(key, [float("-inf"), 0])
            if now - told[0] < QUIET:
                told[1] += 1
                return
            before, told[:] = told[1], [now, 0]
        again = f" ({before} times more in between)" if before else ""
        message = " ".join(str(error).split())[:500]
        LOG.error("%s: %s: %s, at %s%s", what, type(error).__name__, message, place, again, exc_info=error)


fault = Faults().note
