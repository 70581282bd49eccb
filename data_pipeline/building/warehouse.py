"""Build the warehouse beside the one in use, check it, and only then point to it."""

import contextlib
import hashlib
import logging
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb
import filelock

from data_pipeline import sql
from data_pipeline.building import changed_files, figure_files, in_use, making
from data_pipeline.building.in_use import BEING_BUILT, connect, current, point_to
from data_pipeline.building.making import Progress
from data_pipeline.problems import Problem, Refused, odd_files
from data_pipeline.reading import bounds

__all__ = ["Built", "alone_in", "build", "connect", "current", "fingerprint", "glance", "point_to"]

LOG = logging.getLogger(__name__)
PACKAGE = Path(__file__).parents[1]
DATA = PACKAGE.parent / "data"

LOCK = "lock"  # An empty file that stays: whoever builds in the folder has it locked.


@dataclass(frozen=True)
class Built:
    """What a build did. `path` is the warehouse; counts are rows of published figures."""

    path: Path
    rows_read: int
    rows_kept: int
    rows_set_aside: int
    doubts: int
    is_new: bool


def build(data: Path = DATA, out: Path | None = None, progress: Progress = lambda step, share: None) -> Built:
    """Build a warehouse from `data`, and point `data/warehouse/current` to it.

    With `out`, write that one file, from nothing, and leave the pointer alone. Without, begin from the warehouse
    in use where only files of figures changed; do nothing when it was made from these very files by this very
    code and is whole; wait for a build of the same folder that is running; and clear away what builds that were
    killed have left. Raises `Refused`; then nothing that existed has changed.
    """
    if out is not None:
        if odd := odd_files(out.parent, [out]):  # What would be put in the place of a device is no device.
            raise Refused(odd)
        in_use.keep_what_others_made(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        _make_file(data, inputs(data), out, progress)
        progress("done", 1.0)
        return _summary(out, is_new=True)
    folder = data / "warehouse"
    folder.mkdir(parents=True, exist_ok=True)
    with alone_in(folder, BEING_BUILT, progress):
        read = inputs(data)
        name, built = _name_of(read), _whole(data)
        is_new = built is None or built.stem.split("-")[0] != name
        if is_new:
            before, built = built, in_use.free_name(folder, name)
            _make_file(data, read, built, progress, before)
            point_to(built)
    if is_new:
        progress("done", 1.0)
    return _summary(built, is_new)


def _whole(data: Path) -> Path | None:
    """The warehouse in use; None, and a line in the log, where that is damaged: nothing is built on it."""
    try:
        return in_use.whole(data)
    except in_use.Damaged as damaged:
        LOG.warning("%s: the warehouse is made anew.", damaged)
        return None


@contextlib.contextmanager
def alone_in(folder: Path, unfinished: str, progress: Progress = lambda step, share: None) -> Iterator[None]:
    """Hold `folder` for this work alone, however long another takes to let go of it, and clear away what the dead left.

    `unfinished`: how the names of scratch folders begin; whoever made those that are there would hold the lock if it
    were still at work.

    The lock is the operating system's: a build that is killed lets go of it. A disk without locks must not keep a
    build away, for no build touches the files of another; but there nobody knows whose work is dead. So no soft
    lock either: on a network its holder cannot be asked whether it is still alive.
    """
    lock = filelock.FileLock(folder / LOCK, fallback_to_soft=False)
    try:
        lock.acquire(blocking=False)
    except filelock.Timeout:
        progress("waiting for another build", 0.0)
        lock.acquire()
    except PermissionError:
        raise
    except OSError:
        pass
    try:
        if lock.is_locked:
            for left in folder.glob(f"{unfinished}*"):
                in_use.remove(left)
        yield
    finally:
        lock.release()


def _make_file(data: Path, read: dict[str, str], target: Path, progress: Progress, before: Path | None = None) -> None:
    """Make the warehouse of the files that were `read` beside `target`, and put it there whole.

    With `before`, the warehouse in use, begin from it if it will do.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=BEING_BUILT) as scratch:
        unfinished = Path(scratch) / target.name
        if not (before and _begin_from(before, unfinished, data, read, progress)):
            unfinished.unlink(missing_ok=True)
            with _writing(unfinished) as con:
                con.execute("use warehouse")
                making.make(con, data, progress)
                _sign(con, read)
        if inputs(data) != read:
            what_to_do = "Build again when nobody is changing them"
            raise Refused([Problem(str(data), "the files changed while they were being read", what_to_do)])
        unfinished.replace(target)


def _begin_from(before: Path, unfinished: Path, data: Path, read: dict[str, str], progress: Progress) -> bool:
    """Make `unfinished` from the warehouse in use; False when it has to be made from nothing."""
    try:
        with connect(before) as con:
            files = changed_files.changed_files(con, read)
        if not files:
            return False
        shutil.copyfile(before, unfinished)
        with _writing(unfinished) as con:
            is_done = changed_files.rebuild(con, data, files, progress)
            if is_done:
                _sign(con, read)
    except duckdb.Error:  # What another program made must not be in the way.
        return False
    return is_done


@contextlib.contextmanager
def _writing(unfinished: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with the file attached as `warehouse`; it is whole only when this has ended."""
    with sql.building(unfinished.parent, unfinished) as con:
        yield con
        con.execute("use memory; detach warehouse")


def _sign(con: duckdb.DuckDBPyConnection, read: dict[str, str]) -> None:
    """Say in the warehouse what it was made of."""
    con.execute("create or replace table meta.build as select ? as fingerprint", [_name_of(read)])
    con.execute(
        "create or replace table meta.inputs as select unnest(?::varchar[]) as input, unnest(?::varchar[]) as sha256",
        [list(read), list(read.values())],
    )


def inputs(data: Path) -> dict[str, str]:
    """Every input file with the checksum of its content, and `pipeline` with that of every line of the pipeline.

    Raises `Refused` where something in the data folder is no file that could be read to its end.
    """
    paths = _input_paths(data)
    if odd := odd_files(data, paths):
        raise Refused(odd)
    read = _checksums(data, paths)
    return {**read, "pipeline": edition()}


def edition() -> str:
    """The checksum of every line of the pipeline, as it lies on the disk, and of the database that it runs on."""
    code = {  # Five hundred small files: one after another they are read in half the time that threads take.
        path.relative_to(PACKAGE).as_posix(): figure_files.stamp(path).sha256
        for path in bounds.below(PACKAGE, "the pipeline")
        if path.suffix in (".py", ".sql", ".json")
    }
    return hashlib.sha256(f"{duckdb.__version__} {sorted(code.items())}".encode()).hexdigest()


def _input_paths(data: Path) -> list[Path]:
    folders = ("definitions", "indicators", "boundaries", "agreements", "postcodes")
    return [path for folder in folders for path in bounds.below(data / folder, folder)] + [data / "files.csv"]


def glance(data: Path) -> int:
    """A number that changes when an input file comes, goes or is written to, without reading any."""
    seen = []
    try:
        paths = _input_paths(data)
    except Refused:  # There are too many to look at, which a build says.
        return 0
    for path in sorted(paths):
        with contextlib.suppress(OSError):
            seen.append((str(path), path.stat().st_size, path.stat().st_mtime_ns))
    return hash(tuple(seen))


def _checksums(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    found = {path.relative_to(root).as_posix(): path for path in paths if path.is_file()}
    names = sorted(found)
    with ThreadPoolExecutor() as threads:
        stamps = threads.map(figure_files.stamp, [found[name] for name in names], map(bounds.most_of, names))
        return {name: stamp.sha256 for name, stamp in zip(names, stamps, strict=True)}


def fingerprint(data: Path) -> str:
    """Twelve characters that change when any input file or any line of the pipeline does."""
    return _name_of(inputs(data))


def _name_of(read: dict[str, str]) -> str:
    return hashlib.sha256(str(sorted(read.items())).encode()).hexdigest()[:12]


def _summary(path: Path, is_new: bool) -> Built:
    with connect(path) as con:
        counts = con.execute(
            "select sum(rows_read), sum(rows_kept), sum(rows_set_aside) from meta.sources where kind = 'series'"
        ).fetchone()
        doubts = con.execute("select count(*) from meta.issues where severity = 'doubt'").fetchone()[0]
    return Built(path, *(int(count) for count in counts), doubts, is_new)
