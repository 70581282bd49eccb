"""Builds to compare and to damage: what a warehouse holds, in numbers; another copy of the code; what disks do."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.building import definitions, making, tables, warehouse


def copy_of_the_code(folder: Path, monkeypatch) -> Path:
    """Copy the pipeline and have it looked for there."""
    shutil.copytree(warehouse.PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(warehouse, "PACKAGE", folder)
    monkeypatch.setattr(sql, "PACKAGE", folder)
    monkeypatch.setattr(tables, "TABLES", folder / "tables")
    return folder


@contextmanager
def judged(data: Path, *wanted: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """What a build reads, what its rules find in the figures (`meta.issues`), and the other tables that are `wanted`.

    It takes a third of the time of a build, which makes a hundred tables of that.
    """
    with tempfile.TemporaryDirectory() as folder, sql.building(Path(folder)) as con:
        tables.make_schemas(con)
        problems = definitions.load(con, data)
        steps = tables.found(data)
        made = making.make_figures(con, data, steps, problems)
        assert problems == []
        making.make_missing(con, steps, made, {"meta.issues", *wanted})
        yield con


def digests(con) -> dict[str, int]:
    """A number for each table that changes with any of its rows and, in the marts, with their order."""
    tables = con.execute("select table_schema, table_name from information_schema.tables").fetchall()
    return {
        f"{schema}.{name}": con.execute(
            f"select sum(hash(t, {'rowid' if schema == 'marts' else '0'})) from {schema}.{name} as t"
        ).fetchone()[0]
        for schema, name in tables
    }


def small_warehouse(path: Path, made_by: str | None = None) -> Path:
    """A file of two megabytes with some tables of a warehouse, to be copied and damaged a hundred times.

    `made_by`: the edition of the program that is signed in it; ours unless another is asked for.
    """
    made_by = made_by or warehouse.edition()
    with duckdb.connect(str(path)) as con:
        con.execute(
            "create schema meta; create table meta.inputs as select 'pipeline' as input, ? as sha256", [made_by]
        )
        con.execute(
            """
            create schema marts; create table meta.build as select 'small' as fingerprint;
            create table meta.sources as select 'ni_901' as source_id;
            create table marts.areas as select unnest(['Barchester', 'Casterbridge']) as name;
            create table marts.report_card as select hash(range) as value from range(200_000)
            """
        )
    return path


# What disks, people and other programs do to a folder of warehouses: each a function of the data folder.
Damage = Callable[[Path], None]


def _flipped(place: Callable[[bytes], int]) -> Damage:
    """Flip every bit of 16 bytes in the file, in place, as a disk does."""

    def damage(data: Path) -> None:
        path = warehouse.current(data)
        content = path.read_bytes()
        start = place(content)
        assert start >= 0
        with path.open("r+b") as file:
            file.seek(start)
            file.write(bytes(byte ^ 0xFF for byte in content[start : start + 16]))

    return damage


def _cut(share: float, less: int = 0) -> Damage:
    def damage(data: Path) -> None:
        path = warehouse.current(data)
        os.truncate(path, int(path.stat().st_size * share) - less)

    return damage


def _database(**options: str) -> Damage:
    """Put another database in the place of the warehouse."""

    def damage(data: Path) -> None:
        path = warehouse.current(data)
        path.unlink()
        said = ", ".join(f"{name} '{value}'" for name, value in options.items())
        with duckdb.connect() as con:
            con.execute(
                f"attach '{path}' as other{f' ({said})' if said else ''}; create table other.t as select 1 as x"
            )

    return damage


def _instead(make: Callable[[Path], object]) -> Damage:
    """Put something else in the place of the warehouse."""

    def damage(data: Path) -> None:
        path = warehouse.current(data)
        path.unlink()
        make(path)

    return damage


def _signed(damage: Damage) -> Damage:
    """Put the checksum of what now is the warehouse into the pointer, as a person does who means well."""

    def sign(data: Path) -> None:
        path, pointer = warehouse.current(data), data / "warehouse" / "current"
        before = pointer.read_text().splitlines(keepends=True)[1:]
        damage(data)
        pointer.write_text("".join([f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n", *before]))

    return sign


def _log_beside(data: Path) -> None:
    """The log of changes that a program which opened the warehouse for writing left when it was killed."""
    path = warehouse.current(data)
    changed = path.with_name("changed.duckdb")
    shutil.copy(path, changed)
    with duckdb.connect(str(changed)) as con:
        con.execute("set checkpoint_threshold = '1GB'; update marts.areas set name = 'Nowhere'")
        shutil.copy(f"{changed}.wal", f"{path}.wal")
    changed.unlink()


def _pointer(make: Callable[[Path, str], object]) -> Damage:
    """Put something else in the place of the pointer; `make` is given its path and what stood there."""

    def damage(data: Path) -> None:
        pointer = data / "warehouse" / "current"
        written = pointer.read_text()
        pointer.unlink()
        make(pointer, written)

    return damage


WAREHOUSES: dict[str, Damage] = {
    "cut in half": _cut(0.5),
    "a byte short": _cut(1, less=1),
    "empty": _cut(0),
    "flipped at the start": _flipped(lambda content: 0),
    "flipped in the header": _flipped(lambda content: 4096),
    "flipped in the middle": _flipped(lambda content: len(content) // 2),
    "flipped at the end": _flipped(lambda content: len(content) - 16),
    "flipped in the catalog": _flipped(lambda content: content.find(b"report_card")),
    "flipped in a row": _flipped(lambda content: content.rfind(b"Casterbridge")),
    "another database": _database(),
    "another storage version": _database(storage_version="v1.0.0"),
    "text": _instead(lambda path: path.write_text("version https://git-lfs.github.com/spec/v1\n")),
    "a folder": _instead(lambda path: path.mkdir()),
    "a folder with files": _instead(lambda path: (path.mkdir(), (path / "x").touch())),
    "a link to nothing": _instead(lambda path: path.symlink_to("nowhere.duckdb")),
    "a link to itself": _instead(lambda path: path.symlink_to(path.name)),
    "a pipe": _instead(os.mkfifo),
    "gone": _instead(lambda path: None),
    "with a log beside it": _log_beside,
    "another database that is signed": _signed(_database()),
    "another storage version that is signed": _signed(_database(storage_version="v1.0.0")),
    "a text that is signed": _signed(_instead(lambda path: path.write_text("not a database" * 1000))),
    "an empty file that is signed": _signed(_cut(0)),
}
POINTERS: dict[str, Damage] = {
    "pointer that is no text": _pointer(lambda path, written: path.write_bytes(b"\xff\xfe\x00" + os.urandom(64))),
    "pointer that is empty": _pointer(lambda path, written: path.touch()),
    "pointer cut off": _pointer(lambda path, written: path.write_text(written[:40])),
    "pointer to another folder": _pointer(
        lambda path, written: path.write_text(written.replace("  ", "  ../../../../", 1))
    ),
    "pointer to a whole path": _pointer(lambda path, written: path.write_text(f"{'0' * 64}  /etc/passwd\n")),
    "pointer to nothing": _pointer(lambda path, written: path.write_text(f"{'0' * 64}  nothing.duckdb\n")),
    "pointer without a checksum": _pointer(lambda path, written: path.write_text(written.split()[1])),
    "pointer with another checksum": _pointer(lambda path, written: path.write_text(f"{'0' * 64}{written[64:]}")),
    "pointer of many megabytes": _pointer(lambda path, written: path.write_bytes(b"a" * 5_000_000)),
    "pointer that is a folder": _pointer(lambda path, written: (path.mkdir(), (path / "x").touch())),
    "pointer that is a pipe": _pointer(lambda path, written: os.mkfifo(path)),
    "pointer that is a link to itself": _pointer(lambda path, written: path.symlink_to("current")),
    "pointer that is a link to nothing": _pointer(lambda path, written: path.symlink_to("nowhere")),
}
DAMAGES = WAREHOUSES | POINTERS
