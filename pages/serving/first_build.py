"""Where there is no warehouse of ours to read: build one, in a process of its own, and tell who waits for it."""

import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable

import streamlit as st
from streamlit.logger import get_logger

from pages.serving import database, noting, sending, settings

LOG = get_logger(__name__)
ASK_AGAIN = 2  # Seconds after which a page that waits looks again.
LONGEST_LINE = 2000  # Of what a build said, in the log.


class Build:
    """One build in a process of its own, however many visitors wait for it. `share`: from 0 to 1, `step`: what now."""

    def __init__(self) -> None:
        self.step, self.share = "starting", 0.0
        self.of_files, self.ended, self.was_of_use = database.glance(), None, False
        command = [sys.executable, "-m", "data_pipeline", "build", "--plain", "--data", str(database.DATA)]
        # One stream for both: of two, the one not being read can fill up and hold the process for ever.
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace",
        )  # fmt: skip
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        said = deque(maxlen=50)
        for line in self._process.stdout:
            share, _, step = line.strip().partition(" ")
            if share.endswith("%") and share[:-1].isdigit():
                self.share, self.step = int(share[:-1]) / 100, step
            elif line.strip():
                said.append(line.strip())
        if code := self._process.wait():
            # Of a fault in our own code the last line says most; of faulty data, all lines do.
            told = [said[-1]] if any(line.startswith("Traceback") for line in said) else said
            LOG.error("The build ended with %s: %s", code, " ".join(told)[:LONGEST_LINE] or "it said nothing.")
        database.look()
        self.was_of_use |= database.is_of_ours()
        self.ended = time.monotonic()


_lock = threading.Lock()
_latest: Build | None = None


def begin(clock: Callable[[], float] = time.monotonic) -> None:
    """Build, unless a build is running, or the last was in vain and nothing has changed since."""
    global _latest
    with _lock:
        if _latest is not None:
            if _latest.ended is None:
                return
            is_early = clock() - _latest.ended < settings.SECONDS_TO_BUILD_AGAIN
            if is_early and not _latest.was_of_use and database.glance() == _latest.of_files:
                return
        try:
            _latest = Build()
        except OSError as error:  # No process can be started just now: the next look tries again.
            noting.fault("No build could be started", error)


def noted() -> None:
    """There is a warehouse since the latest build began: should it be lost, the next need not wait."""
    if (latest := _latest) is not None:
        latest.was_of_use = True


def was_in_vain() -> bool:
    """Whether the latest build has ended and left nothing to serve."""
    return _latest is not None and _latest.ended is not None and not _latest.was_of_use


def running() -> Build | None:
    return _latest if _latest is not None and _latest.ended is None else None


@st.fragment(run_every=ASK_AGAIN)
def show() -> None:
    """What a visitor sees until there is a warehouse; the page then comes by itself."""
    if database.is_built():
        st.rerun()
    begin()
    if build := running():
        step = build.step.rpartition(".")[2].replace("_", " ")
        st.title("Preparing the figures")
        st.progress(build.share, f"{step}: this happens once and takes a few seconds.")
    else:
        st.title(sending.NO_FIGURES)
        st.error(f"{sending.WHY_NONE} This page comes back by itself once there are figures.")
