"""One build at a time in a folder, however many are started."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such lock.
    fcntl = None


@contextmanager
def alone_in(folder: Path, waiting: Callable[[], None]) -> Iterator[bool]:
    """Hold `folder` for this build alone, calling `waiting` once if another holds it.

    The lock is the operating system's and lies on the folder itself: there is no lock file to be
    left behind, and a build that is killed lets go of it. Yields whether it is held: on Windows, and
    on network disks without locks, it is not, and the caller must not take others' work for dead.
    """
    if fcntl is None:
        yield False
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield _lock(handle, waiting)
    finally:
        os.close(handle)


def _lock(handle: int, waiting: Callable[[], None]) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:
        return False
    return True
