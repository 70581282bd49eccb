"""Rows made in Python into a table, without a data frame: pandas takes longer to import than a rebuild to work."""

import json
from collections.abc import Sequence

import duckdb

from data_pipeline import sql
from data_pipeline.sql import Sql


def create(con: duckdb.DuckDBPyConnection, table: str, types: dict[str, Sql], how: Sql = "table if not exists") -> None:
    """Make an empty table whose columns have these types; `how` is what stands between `create` and its name."""
    columns = ", ".join(f"{sql.name(name)} {kind}" for name, kind in types.items())
    con.execute(f"create {how} {sql.name(table)} ({columns})")


def insert(con: duckdb.DuckDBPyConnection, table: str, types: dict[str, str], rows: Sequence[Sequence]) -> None:
    """Add `rows` to a table. `types` has its columns in the order of the cells."""
    if not rows:
        return
    # As one text: DuckDB takes long over a long list of parameters, and inserts rows one by one slowly.
    cells = json.dumps([dict(zip(types, row, strict=True)) for row in rows], default=str)
    columns = ", ".join(f"row.{sql.name(name)}" for name in types)
    con.execute(
        f"insert into {sql.name(table)} select {columns} from (select unnest(from_json(?, ?)) as row)",
        [cells, json.dumps([types])],
    )
