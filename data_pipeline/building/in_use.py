"""Which warehouses of a folder are kept, whether each is still as it was made, and how one is opened for reading."""

import contextlib
import errno
import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.problems import in_the_way

POINTER = "current"
BEING_BUILT = "building-"  # How the name of a scratch folder begins.
# A line of the pointer, which `sha256sum -c current` understands too. No name in it leads to another folder. How many
# bytes a file has stands on a line before, which is a remark to that program.
LINE = re.compile(r"([0-9a-f]{64})  ([\w-]+\.duckdb)")
SIZE = re.compile(r"# (\d{1,15}) bytes")


# What is the matter with us, and not with a file that cannot be opened because of it.
OURS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN)


class Damaged(Exception):
    """A kept warehouse, or the list of them, is not as a build left it. Its text says in a sentence how.

    `may_pass`: whether it may be as before the next time, as when a permission is given back.
    """

    def __init__(self, text: str, may_pass: bool = False):
        super().__init__(text)
        self.may_pass = may_pass


@dataclass(frozen=True)
class Kept:
    """A warehouse, and the checksum and the bytes of it as it was made; those of an older list are not known."""

    path: Path
    sha256: str
    size: int | None = None


def kept(data: Path) -> list[Kept]:
    """The warehouses that the pointer names: the one in use and the one before it. None before the first build.

    Raises `Damaged` when the pointer cannot be understood, OSError when we have no means left to open it.
    """
    pointer = data / "warehouse" / POINTER
    try:
        if pointer.exists() and not pointer.is_file():  # To open a pipe would be to wait for ever.
            raise Damaged(f"{pointer} is no file")
        with pointer.open("rb") as file:
            lines = file.read(4096).decode("ascii").splitlines()
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        lines = []
    except OSError as error:
        raise _unreadable(pointer, error) from error
    found, size = [], None
    for line in lines:
        if remark := SIZE.fullmatch(line):
            size = int(remark[1])
        elif named := LINE.fullmatch(line):
            found.append(Kept(pointer.parent / named[2], named[1], size))
            size = None
        else:
            found = []
            break
    if not found:
        raise Damaged(f"{pointer} does not name a warehouse and its checksum")
    return found


def current(data: Path) -> Path | None:
    """The warehouse in use, as far as a look at the folder tells; None before the first build."""
    try:
        first, *_ = kept(data) or [None]
    except Damaged:
        return None
    return first.path if first and first.path.is_file() else None


def verify(one: Kept) -> None:
    """Read a warehouse from end to end; raises `Damaged` unless it is as it was made.

    The checksum takes a sixth of the time that reading every table does, and finds what is wrong in any byte. That
    a build made it is asked too: somebody may have put a file there and its checksum into the list.
    """
    log = one.path.with_name(f"{one.path.name}.wal")
    try:
        if not one.path.is_file():
            raise Damaged(f"{one.path} is not there" if not one.path.exists() else f"{one.path} is no file")
        # One that grew to a thousand times its size is not read to its end first.
        is_as_long = one.size in (None, one.path.stat().st_size)
        if not is_as_long or _checksum(one.path) != one.sha256:
            raise Damaged(f"{one.path} is not as it was made")
        if log.exists():  # DuckDB would take for changes what is in it.
            raise Damaged(f"{one.path} is not by itself: {log.name} lies beside it")
    except OSError as error:
        raise _unreadable(one.path, error) from error
    if not is_of_a_build(one.path):
        raise Damaged(f"{one.path} was made by no build")


def is_of_a_build(path: Path) -> bool:
    """Whether a build made this file, as far as the tables tell in which it signed. Raises OSError as `kept` does."""
    if not path.is_file():
        return False
    try:
        with connect(path) as con:
            return bool(con.execute("select fingerprint from meta.build where exists (from meta.sources)").fetchall())
    except duckdb.OutOfMemoryException as error:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM), str(path)) from error
    except duckdb.Error as error:
        for code in OURS:
            if os.strerror(code) in str(error):
                raise OSError(code, os.strerror(code), str(path)) from error
        return False


def edition(path: Path) -> str | None:
    """The checksum of the code that made a warehouse, as it is signed in it; None where nothing tells."""
    with contextlib.suppress(duckdb.Error), connect(path) as con:
        return dict(con.execute("select input, sha256 from meta.inputs where input = 'pipeline'").fetchall()).get(
            "pipeline"
        )
    return None


def keep_what_others_made(out: Path) -> None:
    """Raise `Refused` unless a warehouse may be put here: where nothing is, an empty file, or what a build made."""
    is_empty = out.is_file() and not out.is_symlink() and not out.stat().st_size
    if os.path.lexists(out) and not is_empty and (out.is_symlink() or not is_of_a_build(out)):
        raise in_the_way(out, ", and no build made it")


def _unreadable(path: Path, error: OSError) -> Exception:
    return error if error.errno in OURS else Damaged(f"{path} cannot be read ({error.strerror})", may_pass=True)


def whole(data: Path) -> Path | None:
    """The warehouse in use, verified; None before the first build. Raises `Damaged`."""
    for first in kept(data)[:1]:
        verify(first)
        return first.path
    return None


def free_name(folder: Path, name: str) -> Path:
    """Where to put a warehouse of this name.

    One that is damaged stays where it is: a server that still has it open could not open another of its name, and
    Windows would not let go of it.
    """
    target, number = folder / f"{name}.duckdb", 1
    while target.exists() or target.is_symlink():
        number += 1
        target = folder / f"{name}-{number}.duckdb"
    return target


def point_to(warehouse: Path) -> None:
    """Make `warehouse` the one in use, in one step; keep the last before it that is whole, and clear away the rest."""
    folder = warehouse.parent
    made = Kept(warehouse, _checksum(warehouse), warehouse.stat().st_size)
    keep = [made, *_last_whole(folder, warehouse)]
    lines = [f"# {one.path.stat().st_size} bytes\n{one.sha256}  {one.path.name}\n" for one in keep]
    with tempfile.TemporaryDirectory(dir=folder, prefix=BEING_BUILT) as scratch:
        unfinished = Path(scratch) / POINTER
        unfinished.write_text("".join(lines), encoding="ascii")
        if (folder / POINTER).is_dir():
            remove(folder / POINTER)
        unfinished.replace(folder / POINTER)
    for old in folder.glob("*.duckdb*"):
        if old not in {one.path for one in keep}:
            # Windows refuses while a server still reads it; the next build removes it.
            with contextlib.suppress(PermissionError):
                remove(old)


def _last_whole(folder: Path, but: Path) -> list[Kept]:
    with contextlib.suppress(Damaged):
        for one in kept(folder.parent):
            with contextlib.suppress(Damaged):
                if one.path != but:
                    verify(one)
                    return [one]
    return []


def remove(path: Path) -> None:
    """Remove what is of this name, a file or a folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def connect(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse for reading only: no file access, no extensions, no settings to change."""
    return sql.reading(warehouse)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
