"""Build the warehouse beside the one in use, check it, and only then point to it."""

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_pipeline import loading, locking, models
from data_pipeline.problems import Problem, Refused

PACKAGE = Path(__file__).parent
DATA = PACKAGE.parent / "data"

BEING_BUILT = "building-"  # How the name of a scratch folder begins.

ROW_GROUP = 8192

READ_ONLY = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
    "memory_limit": "1GB",
    "threads": "1",
}

Progress = Callable[[str, float], None]


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

    With `out`, write that one file and leave the pointer alone. Without, do nothing when the
    current warehouse was made from these very files by this very code; wait for a build of the same
    folder that is running; and clear away what builds that were killed have left.
    Raises `Refused`; then nothing that existed has changed.
    """
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        _make_file(data, fingerprint(data), out, progress)
        progress("done", 1.0)
        return _summary(out, is_new=True)
    folder = data / "warehouse"
    folder.mkdir(parents=True, exist_ok=True)
    with locking.alone_in(folder, lambda: progress("waiting for another build", 0.0)) as is_alone:
        if is_alone:
            # Whoever made these would hold the lock if it were still at work.
            for left in folder.glob(f"{BEING_BUILT}*"):
                shutil.rmtree(left)
        name = fingerprint(data)
        target = folder / f"{name}.duckdb"
        is_new = current(data) != target
        if is_new:
            _make_file(data, name, target, progress)
            point_to(target)
    if is_new:
        progress("done", 1.0)
    return _summary(target, is_new)


def _make_file(data: Path, name: str, target: Path, progress: Progress) -> None:
    """Make the warehouse of the files whose fingerprint is `name` beside `target`, and put it there whole."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=BEING_BUILT) as scratch:
        unfinished = Path(scratch) / target.name
        with duckdb.connect(config={"autoload_known_extensions": "false"}) as con:
            # Pages ask for some hundred rows at a time: small groups leave more of a table unread.
            quoted = str(unfinished).replace("'", "''")
            con.execute("set enable_progress_bar = false")  # Ours tells more.
            con.execute(f"attach '{quoted}' as warehouse (row_group_size {ROW_GROUP}); use warehouse")
            make(con, data, progress)
            con.execute("create table meta.build as select ? as fingerprint", [name])
            con.execute("use memory; detach warehouse")
        if fingerprint(data) != name:
            what_to_do = "Build again when nobody is changing them"
            raise Refused([Problem(str(data), "the files changed while they were being read", what_to_do)])
        unfinished.replace(target)


def make(con: duckdb.DuckDBPyConnection, data: Path, progress: Progress = lambda step, share: None) -> None:
    """Fill an empty database from `data`: read, type, join, check. Raises `Refused`."""
    models.make_schemas(con)
    progress("reading files", 0.0)
    loading.load(con, data)
    steps = models.models(data)
    order = models.in_order(steps)
    for number, name in enumerate(order):
        progress(name, 0.2 + 0.75 * number / len(order))
        steps[name][1](con)
    progress("checking", 0.95)
    problems = models.broken_promises(con)
    if problems:
        raise Refused(problems)
    con.execute("drop schema raw cascade")
    con.execute("drop schema packs cascade")


def fingerprint(data: Path) -> str:
    """Twelve characters that change when any input file or any line of the pipeline does."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    inputs = [
        path
        for folder in ("definitions", "indicators", "boundaries", "agreements")
        for path in (data / folder).rglob("*")
    ]
    inputs.append(data / "files.csv")
    for root, paths in (
        (data, inputs),
        (PACKAGE, [*PACKAGE.rglob("*.py"), PACKAGE / "pack.json"]),
        (models.SQL, models.SQL.rglob("*.sql")),
    ):
        names = {path.relative_to(root).as_posix(): path for path in paths if path.is_file()}
        for name in sorted(names):
            digest.update(name.encode())
            digest.update(names[name].read_bytes())
    return digest.hexdigest()[:12]


def current(data: Path = DATA) -> Path | None:
    """The warehouse in use, or None before the first build."""
    try:
        path = data / "warehouse" / (data / "warehouse" / "current").read_text().strip()
    except FileNotFoundError:
        return None
    return path if path.is_file() else None


def point_to(warehouse: Path) -> None:
    """Make `warehouse` the one in use, in one step; keep the one before it for its readers."""
    pointer = warehouse.parent / "current"
    before = current(warehouse.parent.parent)
    with tempfile.TemporaryDirectory(dir=warehouse.parent, prefix=BEING_BUILT) as scratch:
        unfinished = Path(scratch) / pointer.name
        unfinished.write_text(warehouse.name)
        unfinished.replace(pointer)
    for old in warehouse.parent.glob("*.duckdb"):
        if old not in (warehouse, before):
            # Windows refuses while a server still reads it; the next build removes it.
            with contextlib.suppress(PermissionError):
                old.unlink()


def connect(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse for reading only: no file access, no extensions, no settings to change."""
    return duckdb.connect(str(warehouse), read_only=True, config=READ_ONLY)


def _summary(path: Path, is_new: bool) -> Built:
    with connect(path) as con:
        counts = con.execute(
            "select sum(rows_read), sum(rows_kept), sum(rows_set_aside) from meta.sources where kind = 'series'"
        ).fetchone()
        doubts = con.execute("select count(*) from meta.issues where severity = 'doubt'").fetchone()[0]
    return Built(path, *(int(count) for count in counts), doubts, is_new)
