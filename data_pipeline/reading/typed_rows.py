"""Rows made in Python into a table, without a data frame: pandas takes longer to import than a rebuild to work."""

import json
from collections.abc import Iterable, Sequence
from itertools import islice

import duckdb

from data_pipeline import sql
from data_pipeline.sql import Sql

AT_ONCE = 20_000  # Rows, as text.


def create(con: duckdb.DuckDBPyConnection, table: str, types: dict[str, Sql], how: Sql = "table if not exists") -> None:
    """Make an empty table whose columns have these types; `how` is what stands between `create` and its name."""
    columns = ", ".join(f"{sql.name(name)} {kind}" for name, kind in types.items())
    con.execute(f"create {how} {sql.name(table)} ({columns})")


def insert(con: duckdb.DuckDBPyConnection, table: str, types: dict[str, str], rows: Iterable[Sequence]) -> None:
    """Add `rows` to a table. `types` has its columns in the order of the cells."""
    waiting, columns = iter(rows), ", ".join(f"row.{sql.name(name)}" for name in types)
    while some := list(islice(waiting, AT_ONCE)):
        # As one text: DuckDB takes long over a long list of parameters, and inserts rows one by one slowly.
        cells = json.dumps([dict(zip(types, row, strict=True)) for row in some], default=str)
        con.execute(
            f"insert into {sql.name(table)} select {columns} from (select unnest(from_json(?, ?)) as row)",
            [cells, json.dumps([types])],
        )
