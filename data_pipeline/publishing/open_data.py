"""Open data for reuse: every mart as CSV and Parquet, described by a Frictionless data package."""

import json
import shutil
import tempfile
from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.building import tables
from data_pipeline.building.tables import Table
from data_pipeline.sql import Sql

LICENCES = [
    {
        "name": "OGL-UK-3.0",
        "title": "Open Government Licence v3.0 (each series names its own publisher and licence)",
        "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    }
]
TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
}


def export(built: Path, folder: Path) -> int:
    """Write the marts of the warehouse `built` into `folder`, all or nothing.

    Returns how many tables were written; 0 when `folder` already holds this very warehouse.
    """
    if _exported_from(folder) == built.stem:
        return 0
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="exporting-") as scratch:
        unfinished = Path(scratch) / "open"
        unfinished.mkdir()
        with sql.exporting(built, unfinished) as con:
            given = sorted((table for table in tables.found().values() if table.is_open), key=lambda table: table.name)
            resources = [_write(con, table, unfinished) for table in given]
            _write_geometry(con, unfinished)
        package = {
            "name": "local-area-report-card",
            "title": "Local Area Report Card: figures for English local areas",
            "version": built.stem,
            "licenses": LICENCES,
            "resources": resources,
        }
        (unfinished / "datapackage.json").write_text(
            json.dumps(package, indent=1, ensure_ascii=False), encoding="utf-8"
        )
        if folder.exists():
            shutil.rmtree(folder)
        unfinished.replace(folder)
    return len(resources)


def _exported_from(folder: Path) -> str | None:
    try:
        return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["version"]
    except (FileNotFoundError, ValueError, KeyError):
        return None


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
    return {
        "name": name.replace("_", "-"),
        "path": f"{name}.csv",
        "description": table.grain,
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
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


def data_readme(con: duckdb.DuckDBPyConnection) -> str:
    """data/README.md: every bundled file, a pack as one, with what it is, whose, on what terms and with what caveat."""
    rows = con.execute(
        """
        select
            kind, if(kind = 'agreement', regexp_extract(file, '^agreements/[^/,]+/?'), file) as file, title,
            cast(sum(rows_read) as bigint), publisher, licence, coalesce(caveat, '') as caveat,
        from meta.sources group by all order by kind desc, file
        """
    ).fetchall()
    lines = [
        "# Bundled data",
        "",
        "Written by `python -m data_pipeline readme` from `indicators/series.csv` and `files.csv`: change those.",
    ]
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
