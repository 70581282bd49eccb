"""Rows made in Python into a table, without a data frame: pandas takes longer to import than a rebuild to work."""

import json
from collections.abc import Sequence

import duckdb


def create(con: duckdb.DuckDBPyConnection, table: str, types: dict[str, str], how: str = "table if not exists") -> None:
    """Make an empty table whose columns have these types; `how` is what stands between `create` and its name."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    con.execute(f"create {how} {table} ({columns})")


def insert(con: duckdb.DuckDBPyConnection, table: str, types: dict[str, str], rows: Sequence[Sequence]) -> None:
    """Add `rows` to a table. `types` has its columns in the order of the cells."""
    if not rows:
        return
    # As one text: DuckDB takes long over a long list of parameters, and inserts rows one by one slowly.
    cells = json.dumps([dict(zip(types, row, strict=True)) for row in rows], default=str)
    columns = ", ".join(f'row."{name}"' for name in types)
    con.execute(
        f"insert into {table} select {columns} from (select unnest(from_json(?, ?)) as row)",
        [cells, json.dumps([types])],
    )
