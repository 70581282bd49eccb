"""Builds to compare: what a warehouse holds, in numbers, and another copy of the code."""

import shutil
from pathlib import Path

from data_pipeline.building import tables, warehouse


def copy_of_the_code(folder: Path, monkeypatch) -> Path:
    """Copy the pipeline and have it looked for there."""
    shutil.copytree(warehouse.PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(warehouse, "PACKAGE", folder)
    monkeypatch.setattr(tables, "TABLES", folder / "tables")
    return folder


def digests(con) -> dict[str, int]:
    """A number for each table that changes with any of its rows and, in the marts, with their order."""
    tables = con.execute("select table_schema, table_name from information_schema.tables").fetchall()
    return {
        f"{schema}.{name}": con.execute(
            f"select sum(hash(t, {'rowid' if schema == 'marts' else '0'})) from {schema}.{name} as t"
        ).fetchone()[0]
        for schema, name in tables
    }
