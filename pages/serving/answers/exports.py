"""The open data of the build that is served: where it is, and having it written when there is none."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from streamlit.logger import get_logger

from data_pipeline.publishing import open_data
from pages.serving import database

LOG = get_logger(__name__)
PROJECT = Path(__file__).parents[3]
WAIT_AFTER_FAULT = 60  # Seconds: what failed for want of disk will mostly do so again.

LAST = 19  # How willingly it lets others go first, of 19.

_lock = threading.Lock()
_is_writing = False
_not_before = 0.0


def folder() -> Path | None:
    """The folder of the open data of the build in use; None while there is none, and then it is being written.

    Raises NoWarehouse before the first build.
    """
    build = database.path()
    exported = database.DATA / "exports" / build.stem
    if (exported / open_data.PACKAGE).is_file():
        return exported
    _begin(build)
    return None


def folder_of(build: str) -> Path | None:
    """The folder of the open data of a build that need not be in use any more; None when there is none."""
    exported = database.DATA / "exports"
    names = {path.name for path in exported.iterdir()} if exported.is_dir() else set()
    return exported / build if build in names and (exported / build / open_data.PACKAGE).is_file() else None


def _begin(build: Path) -> None:
    """Have it written by a process of its own, one at a time."""
    global _is_writing
    with _lock:
        if _is_writing or time.monotonic() < _not_before:
            return
        _is_writing = True
    threading.Thread(target=_write, args=(build.resolve(),), daemon=True).start()


def _write(build: Path) -> None:
    global _is_writing, _not_before
    fault = ""
    try:
        data = str(database.DATA.resolve())
        command = [sys.executable, "-m", "data_pipeline", "export", "--data", data, "--of", str(build)]
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True, "errors": "replace"}
        with subprocess.Popen(command, cwd=PROJECT, **streams) as writing:
            if hasattr(os, "setpriority"):  # Pages first: it would take both cores for half a minute.
                os.setpriority(os.PRIO_PROCESS, writing.pid, LAST)
            _, said = writing.communicate()
        if writing.returncode:
            fault = (said.strip().splitlines() or [f"it ended with {writing.returncode}"])[-1]
    except OSError as error:
        fault = str(error)
    with _lock:
        _is_writing = False
        if fault:
            _not_before = time.monotonic() + WAIT_AFTER_FAULT
    if fault:
        LOG.error("The open data of %s could not be written: %s", build.stem, fault)
