"""Open data for reuse: every mart as CSV and Parquet, described by a Frictionless data package."""

import hashlib
import json
import os
import tempfile
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import duckdb

from data_pipeline import sql
from data_pipeline.building import tables, warehouse
from data_pipeline.building.tables import Table
from data_pipeline.problems import in_the_way
from data_pipeline.sql import Sql

LICENCES = [
    {
        "name": "OGL-UK-3.0",
        "title": "Open Government Licence v3.0 (each series names its own publisher and licence)",
        "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    }
]
NAME, PACKAGE = "local-area-report-card", "datapackage.json"
README_BEGINS = (
    "# Bundled data",
    "",
    "Written by `python -m data_pipeline readme` from `indicators/series.csv` and `files.csv`: change those.",
)
# A file as people know it: a pack is one, whatever it is kept in.
FILE = "if(kind = 'agreement', regexp_extract(file, '^agreements/[^/,]+/?'), file)"
UNFINISHED = "exporting-"  # How the name of a scratch folder begins.
COMPRESSED = (".csv", ".geojson", ".json")
# Of 110 MB 9 makes 10.1 MB in 10.2 s, 6 makes 10.6 MB in 3.3 s, and 4 makes 12.0 MB in 2.7 s.
QUALITY = 6
PART = 1024 * 1024  # Compressed at once, in bytes.
TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
}


def publish(built: Path, exports: Path) -> int:
    """Write the open data of the warehouse `built` into a folder of its name in `exports`, all or nothing.

    An export lives as long as its warehouse does: those of others are cleared away, and so is what killed exports have
    left. One export at a time works in `exports`; a second waits. Returns how many tables were written; 0 when that
    folder is there.
    """
    exports.mkdir(parents=True, exist_ok=True)
    with warehouse.alone_in(exports, UNFINISHED):
        _clear_away(exports, built.parent)
        folder = exports / built.stem
        return 0 if exported_from(folder) == built.stem else _export(built, folder)


def _clear_away(exports: Path, warehouses: Path) -> None:
    for folder in exports.iterdir():
        is_export = exported_from(folder) == folder.name
        if is_export and not (warehouses / f"{folder.name}.duckdb").is_file():
            with tempfile.TemporaryDirectory(dir=exports, prefix=UNFINISHED) as scratch:
                # In one step: killed while it is removed, it is no export any more, and not for ever.
                folder.replace(Path(scratch) / folder.name)


def export(built: Path, folder: Path) -> int:
    """Write the marts of the warehouse `built` into `folder`, all or nothing; returns how many tables.

    Raises `Refused` when something is there that no export wrote.
    """
    keep_what_others_wrote(folder)
    return _export(built, folder)


def _export(built: Path, folder: Path) -> int:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=UNFINISHED) as scratch:
        unfinished = Path(scratch) / "open"
        unfinished.mkdir()
        with sql.exporting(built, unfinished) as con:
            given = sorted((table for table in tables.found().values() if table.is_open), key=lambda table: table.name)
            resources = [_write(con, table, unfinished) for table in given]
            _write_geometry(con, unfinished)
            sources = _sources(con)
        package = {
            "name": NAME,
            "title": "Local Area Report Card: figures for English local areas",
            "version": built.stem,
            "licenses": LICENCES,
            "sources": sources,
            "resources": resources,
        }
        names = [path.name for path in unfinished.iterdir()] + [PACKAGE]
        package["files"] = sorted(names + [_compressed(name) for name in names if name.endswith(COMPRESSED)])
        (unfinished / PACKAGE).write_text(json.dumps(package, indent=1, ensure_ascii=False), encoding="utf-8")
        with ThreadPoolExecutor() as threads:
            deque(threads.map(_compress, [path for path in unfinished.iterdir() if path.suffix in COMPRESSED]), 0)
        if folder.exists():
            folder.replace(Path(scratch) / "before")
        unfinished.replace(folder)
    return len(resources)


def _sources(con: duckdb.DuckDBPyConnection) -> list[dict]:
    """Every file that was read, a pack as one: whose it is, on what terms, and its caveat, where it has one."""
    names = ("title", "file", "publisher", "licence", "caveat")
    rows = con.execute(
        f"""
        select coalesce(title, {FILE}) as title, {FILE} as source, publisher, licence, caveat
        from meta.sources group by all order by source
        """
    ).fetchall()
    return [{name: text for name, text in zip(names, row, strict=True) if text} for row in rows]


def exported_from(folder: Path) -> str | None:
    """The name of the warehouse whose open data `folder` holds; None where it holds none."""
    return _package(folder).get("version")


def _package(folder: Path) -> dict:
    """What an export says in `folder` of itself; nothing where none does."""
    try:
        said = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) and said.get("name") == NAME else {}


def keep_what_others_wrote(folder: Path) -> None:
    """Raise `Refused` unless an export may be put here: where nothing is, or a folder that holds nothing else."""
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise in_the_way(folder, ", and is no folder")
    written = _package(folder).get("files")
    ours = set(written) if isinstance(written, list) else set()
    if other := next((path.name for path in folder.iterdir() if path.name not in ours), None):
        raise in_the_way(folder, f", and no export wrote {other}")


def _compressed(name: str) -> str:
    return f"{name}.br"


def _compress(path: Path) -> None:
    """Put the same in brotli beside a file, for a server to send."""
    with path.open("rb") as file, path.with_name(_compressed(path.name)).open("wb") as packed:
        compressor = brotli.Compressor(quality=QUALITY)
        while part := file.read(PART):
            packed.write(compressor.process(part))
        packed.write(compressor.finish())


def _write(con: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> dict:
    """Write one table as CSV and Parquet; returns its Frictionless resource."""
    name = table.name.split(".")[1]
    columns = con.execute(f"describe {sql.name(table.name)}").fetchall()
    flat = ", ".join(_flat(column, kind) for column, kind, *_ in columns)
    rows = f"select {flat} from {sql.name(table.name)}"
    con.execute(f"copy ({rows}) to ? (header, null '')", [str(folder / f"{name}.csv")])
    whole = f"copy {sql.name(table.name)} to ? (format parquet, compression zstd)"
    con.execute(whole, [str(folder / f"{name}.parquet")])
    schema = {"fields": [{"name": column, "type": TYPES.get(kind, "string")} for column, kind, *_ in columns]}
    if table.key:
        schema["primaryKey"] = table.key
    written = folder / f"{name}.csv"
    with written.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": name.replace("_", "-"),
        "path": f"{name}.csv",
        "description": table.grain,
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        "bytes": written.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _flat(column: str, kind: str) -> Sql:
    """A column as CSV has it, which has no lists: their items joined by a bar, nothing between two for a gap."""
    named = sql.name(column)
    if not kind.endswith("[]"):
        return named
    return f"array_to_string([coalesce(cast(item as varchar), '') for item in {named}], '|') as {named}"


def _write_geometry(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for layer, geojson in con.execute("select layer, geojson from marts.boundaries").fetchall():
        (folder / f"{layer}.geojson").write_text(geojson, encoding="utf-8")


def keep_a_readme_of_others(path: Path) -> None:
    """Raise `Refused` unless data/README.md may be put here: where nothing is, or what `data_readme` wrote."""
    if not os.path.lexists(path):
        return
    begins = "\n".join(README_BEGINS).encode()
    if path.is_file() and not path.is_symlink():
        with path.open("rb") as file:
            if file.read(len(begins)) == begins:
                return
    raise in_the_way(path, ", and this command did not write it")


def data_readme(con: duckdb.DuckDBPyConnection) -> str:
    """data/README.md: every bundled file, a pack as one, with what it is, whose, on what terms and with what caveat."""
    rows = con.execute(
        f"""
        select
            kind, {FILE} as file, title,
            cast(sum(rows_read) as bigint), publisher, licence, coalesce(caveat, '') as caveat,
        from meta.sources group by all order by kind desc, file
        """
    ).fetchall()
    lines = [*README_BEGINS]
    for kind, heading in (
        ("series", "Published figures"),
        ("agreement", "Agreements"),
        ("definition", "Definitions"),
        ("boundary", "Boundaries"),
    ):
        lines += [
            "",
            f"## {heading}",
            "",
            "| file | what | rows | publisher | licence | caveat |",
            "|---|---|---|---|---|---|",
        ]
        for row_kind, *cells in rows:
            if row_kind == kind:
                file, title, count, *rest = cells
                lines.append(
                    "| " + " | ".join([f"`{file}`", title or "", f"{count:,}", *(text or "" for text in rest)]) + " |"
                )
    return "\n".join(lines) + "\n"
