"""Agreements in the warehouse: every pack as text for the rules, then its kept rows, typed, for the marts."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.problems import Refused
from data_pipeline.reading import packs, typed_rows
from data_pipeline.reading.packs import SHEETS, columns, fields
from data_pipeline.sql import Sql


def load(con: duckdb.DuckDBPyConnection, paths: list[Path]) -> None:
    """Read packs into `packs.<sheet>` and `packs.cells`, as text, and say in `meta` what was read.

    One pack that cannot be read is named in `meta`, and the others load.
    """
    con.execute("create schema packs")
    found: dict[str, list[dict]] = {name: [] for name in SHEETS}
    files, faults = [], []
    for path in paths:
        try:
            sheets = packs.read(path)
        except Refused as refused:
            empty = f"{path.name}/agreement"
            files.append((empty, "agreement", f"agreements/{path.name}", "", 0, 0))
            faults += [(empty, problem) for problem in refused.problems]
            continue
        for sheet in sheets:
            digest = hashlib.sha256(sheet.content).hexdigest()
            files.append((sheet.source_id, "agreement", sheet.file, digest, len(sheet.content), sheet.rows_read))
            faults += [(sheet.source_id, fault) for fault in sheet.faults]
            pack = {"pack": sheet.source_id.split("/")[0], "source_id": sheet.source_id}
            if sheet.name in found:
                found[sheet.name] += [{**pack, "source_row": number, **cells} for number, cells in sheet.rows]
    for name, rows in found.items():
        _insert(con, f"packs.{name}", ["pack", "source_id", "source_row", *columns(name)], rows)
    cells = (  # Twenty for each row: one at a time.
        {
            **{key: row[key] for key in ("pack", "source_id", "source_row")},
            "sheet": name,
            "column_name": column,
            "value": row[column],
        }
        for name, rows in found.items()
        for row in rows
        for column in columns(name)
        if row[column] is not None
    )
    _insert(con, "packs.cells", ["pack", "source_id", "source_row", "sheet", "column_name", "value"], cells)
    _insert(
        con,
        "packs.columns",
        ["sheet", "column_name", "is_required", "is_printed", "is_period", "to_sheet", "to_column"],
        _about_columns(),
    )
    if files:
        con.executemany("insert into meta.files values (?, ?, ?, ?, ?, ?)", files)
    if faults:
        con.executemany(
            "insert into meta.read_faults values (?, ?, ?, ?, ?, ?)",
            [(source, each.row, each.column, each.value, each.problem, each.what_to_do) for source, each in faults],
        )


def _about_columns() -> list[dict]:
    """What the schema says of each column, for queries that look at them all alike."""
    rows = []
    for name, sheet in SHEETS.items():
        references = {key["fields"]: key["reference"] for key in sheet["schema"].get("foreignKeys", [])}
        for column in fields(name):
            there = references.get(column["name"], {})
            rows.append(
                {
                    "sheet": name,
                    "column_name": column["name"],
                    "is_required": bool(column.get("constraints", {}).get("required")),
                    "is_printed": bool(column.get("printed")),
                    "is_period": bool(column.get("period")),
                    "to_sheet": there.get("resource"),
                    "to_column": there.get("fields"),
                }
            )
    return rows


TYPED = {"source_row": "bigint", "is_required": "boolean", "is_printed": "boolean", "is_period": "boolean"}


def _insert(con: duckdb.DuckDBPyConnection, table: str, names: list[str], rows: Iterable[dict]) -> None:
    types = {name: TYPED.get(name, "varchar") for name in names}
    typed_rows.create(con, table, types)
    typed_rows.insert(con, table, types, ([row[name] for name in names] for row in rows))


# How a cell of each type is cast, and what else is known of a printed one.
CAST = {"date": "date", "integer": "bigint", "number": "double"}
PRINTED = ("value", "reason", "mark", "bound")


def _period_parts(table: Sql, name: str) -> list[Sql]:
    return [
        f"cast({table}.period_start as date) as {sql.name(f'{name}_start')}",
        f"cast({table}.period_end as date) as {sql.name(f'{name}_end')}",
        f"{table}.period_label as {sql.name(f'{name}_label')}",
        f"{table}.reporting_year as {sql.name(f'{name}_year')}",
    ]


def kept_rows(sheet: str) -> Sql:
    """The query for the rows of a sheet that nothing set aside, typed as the schema says.

    A printed figure x also gives x_value, x_reason, x_mark, x_bound (60 of 'at least 60%') and, where the cell names a
    period of its own, x_own_start, x_own_end, x_own_label and x_own_year; a period x gives x_start, x_end, x_label and
    x_year; a date of any length x gives x_by, its last day.
    """
    parts, joins = [], []
    for column in fields(sheet):
        name, kind = column["name"], column["type"]
        own = f"rows.{sql.name(name)}"
        if kind == "boolean":
            parts.append(f"coalesce({own} = 'yes', false) as {sql.name(name)}")
        else:
            parts.append(f"cast({own} as {CAST[kind]}) as {sql.name(name)}" if kind in CAST else own)
        if column.get("printed"):
            cell, its_own = sql.name(f"{name}_cell"), sql.name(f"{name}_own")
            joins.append(f"left join staging.printed_values as {cell} on {cell}.printed = {own}")
            joins.append(f"left join staging.periods as {its_own} on {its_own}.period = {cell}.period")
            parts += [f"{cell}.{part} as {sql.name(f'{name}_{part}')}" for part in PRINTED]
            parts += _period_parts(its_own, f"{name}_own")
        if column.get("period"):
            period = sql.name(f"{name}_period")
            joins.append(f"left join staging.periods as {period} on {period}.period = {own}")
            parts += _period_parts(period, name)
        if column.get("when"):
            parts.append(f"last_day_of({own}) as {sql.name(f'{name}_by')}")
    agreement = "" if sheet == "agreement" else "agreement.area_code as agreement_code, "
    return f"""
        select rows.pack, {agreement}rows.source_id, rows.source_row, {", ".join(parts)},
            example_notice(agreement.is_example = 'yes') as notice
        from packs.{sql.name(sheet)} as rows
        join packs.agreement as agreement on agreement.pack = rows.pack
        {" ".join(joins)}
        where (rows.source_id, rows.source_row) not in (
            select (source_id, source_row) from meta.findings where severity = 'set aside' and source_row is not null
        )
        order by rows.pack, rows.source_id, rows.source_row
    """
