"""How a question is put: rows as dictionaries, one row or none."""

import duckdb

from data_pipeline.sql import Sql

Connection = duckdb.DuckDBPyConnection
Rows = list[dict]


def all_rows(con: Connection, query: Sql, parameters: list | dict | None = None) -> Rows:
    result = con.execute(query, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def one_row(con: Connection, query: Sql, parameters: list | dict | None = None) -> dict | None:
    return next(iter(all_rows(con, query, parameters)), None)


# The edition of an agreement that was the latest on a day; without a day, the last of all.
OF_EDITION = """
    agreement_code = $code and edition = (
        select max(edition) from marts.editions
        where agreement_code = $code and edition <= coalesce(cast($as_of as date), date 'infinity')
    )
"""

# What each target was called in that edition: a later one may call it otherwise.
CALLED = f"select target, title as called from marts.promises where target is not null and {OF_EDITION}"


def on_day(agreement_code: str | None, as_of: str | None) -> dict:
    return {"code": agreement_code, "as_of": as_of}
