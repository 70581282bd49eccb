"""A build that begins from the warehouse in use: where only files of figures changed, only theirs is made again.

The changed files are read into a database in memory in which every other table is a view of the warehouse's, and
the steps of a build are run there, on the series of these files alone. What comes out takes the place of what the
warehouse had of these series. Whatever is not of one series by itself is made again from the whole.
"""

import re
from itertools import groupby
from pathlib import Path

import duckdb

from data_pipeline.building import agreements, figure_files, making, models

# A row of these depends on the figures of its own series and of no other.
BY_SERIES = (
    "marts.series", "marts.spread", "marts.map_classes", "marts.coverage", "marts.trends", "marts.directions",
    "marts.report_card", "marts.area_map", "marts.gaps",
)  # fmt: skip
# The order of those of them that are made in Python.
ORDERS = {"marts.map_classes": "series_id, map_class", "marts.directions": "area_code, series_id, reporting_year"}
# Too large to be written again: its rows are put right where they stand.
IN_PLACE = ("marts.report_card", "marts.area_map")
NOTES = ("meta.files", "meta.read_faults", "meta.findings", "staging.series_read", "staging.figures_found")
LARGEST_SHARE = 1 / 3  # Of all figures: beyond it, a build from nothing is as fast.


def changed_files(con: duckdb.DuckDBPyConnection, inputs: dict[str, str]) -> list[str] | None:
    """The files of figures that are not as the warehouse in use (`con`) has read them.

    None when anything else changed, when a file came or went, or when too much changed to be worth it: then
    nothing may be taken over.
    """
    if not con.execute("from duckdb_tables() where schema_name = 'meta' and table_name = 'inputs'").fetchall():
        return None
    before = dict(con.execute("select input, sha256 from meta.inputs").fetchall())
    if before.keys() != inputs.keys():
        return None
    changed = {name for name, digest in inputs.items() if before[name] != digest}
    rows = con.execute("select file, sum(rows_read) from meta.sources where kind = 'series' group by file").fetchall()
    sizes = dict(rows)
    if not changed <= sizes.keys() or sum(sizes[name] for name in changed) > LARGEST_SHARE * sum(sizes.values()):
        return None
    return sorted(Path(name).name for name in changed)


def rebuild(con: duckdb.DuckDBPyConnection, data: Path, files: list[str], progress: making.Progress) -> bool:
    """Put `warehouse`, a copy of the one in use, right for the changed `files`.

    False when that cannot be done, and what is to be said of the files is for a build from nothing to say. Then
    the copy is of no use.
    """
    progress("reading what changed", 0.0)
    steps = models.models(data)
    remade = models.touched_by_figures(steps)
    _show_the_rest(con, files, remade)
    own_steps = {name: step for name, step in steps.items() if name in remade}
    problems = []
    making.make_figures(con, data, own_steps, problems)
    if problems:
        return False
    order = models.in_order(own_steps)
    for name in order:
        if name in BY_SERIES:
            progress(name, 0.2)
            steps[name][1](con)
    con.execute("use warehouse")
    con.execute("create temp table changed_series as select series_id from memory.definitions.series")
    for name in NOTES:
        con.execute(f"delete from {name} where source_id in (from changed_series)")
        con.execute(f"insert into {name} from memory.{name}")
    if figure_files.same_twice(con) or _are_years_changed(con):
        return False
    _replace_figures(con)
    for number, name in enumerate(order):
        progress(name, 0.4 + 0.55 * number / len(order))
        if name in IN_PLACE:
            if not _put_right(con, name):
                return False
        elif name in BY_SERIES:
            _replace(con, name)
        elif name not in (*models.BY_BATCH, *NOTES, "staging.reporting_years"):
            con.execute(f"drop table {name}")
            steps[name][1](con)
    progress("checking", 0.95)
    return not models.broken_promises(con)


def _show_the_rest(con: duckdb.DuckDBPyConnection, files: list[str], remade: set[str]) -> None:
    """In memory: empty tables for what will be made, views of the warehouse for all else, the changed series alone."""
    models.make_schemas(con)
    figure_files.make_room(con)
    agreements.load(con, [])
    tables = "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'warehouse'"
    for (name,) in con.execute(tables).fetchall():
        if name == "definitions.series":
            con.execute(f"create table {name} as from warehouse.{name} where file in (select unnest(?))", [files])
        elif name not in (remade - {"staging.reporting_years"}) | {*NOTES, "meta.build", "meta.inputs"}:
            con.execute(f"create view {name} as from warehouse.{name}")


def _are_years_changed(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether there are other reporting years than before: every card has a line for each."""
    query = (models.TABLES / "staging" / "reporting_years.sql").read_text()
    now, before = f"from ({query})", "from staging.reporting_years"
    return bool(con.execute(f"({now} except {before}) union all ({before} except {now})").fetchall())


def _put_right(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Change the rows of the changed series where they stand; False when other rows are wanted than there are."""
    columns = [column for column, *_ in con.execute(f"describe {name}").fetchall()]
    key = [column for column in ("area_code", "series_id", "reporting_year", "period") if column in columns]
    if name == "marts.report_card":
        key.remove("period")  # There it is of the figure, and may be none.
    con.execute(
        f"""
        create or replace temp table rows_before as
        select rowid as place, row_number() over (order by rowid) as number, *
        from {name} where series_id in (from changed_series);
        create or replace temp table rows_now as
        select row_number() over (order by rowid) as number, * from memory.{name}
        """
    )
    is_another = " or ".join(f"rows_before.{column} is distinct from rows_now.{column}" for column in key)
    query = f"from rows_before full join rows_now using (number) where {is_another} limit 1"
    if con.execute(query).fetchall():
        return False
    is_changed = " or ".join(f'rows_before."{column}" is distinct from rows_now."{column}"' for column in columns)
    con.execute(
        f"""
        update {name} as old set {", ".join(f'"{column}" = new."{column}"' for column in columns)}
        from (
            select rows_before.place, rows_now.*
            from rows_before join rows_now using (number) where {is_changed}
        ) as new
        where old.rowid = new.place
        """
    )
    return True


def _replace_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Put the figures of the changed files among the others, in the order in which a build from nothing has them."""
    if _put_right(con, "marts.figures"):
        return
    con.execute("create table marts.figures_now as from marts.figures limit 0")
    rows = con.execute(
        """
        select list(series_id), any_value(series_id in (from changed_series)) as is_changed
        from definitions.series group by file order by min(series_id)
        """
    ).fetchall()
    for is_changed, run in groupby(rows, key=lambda row: row[1]):
        series = [series_id for listed, _ in run for series_id in listed]
        source = "memory.marts.figures" if is_changed else "marts.figures"
        query = f"insert into marts.figures_now from {source} where series_id in (select unnest(?::varchar[]))"
        con.execute(query, [series])
    con.execute("drop table marts.figures; alter table marts.figures_now rename to figures")


def _replace(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Put the rows of the changed series among the others, in the order that the table's own query gives."""
    order = ORDERS.get(name)
    if order is None:
        query = (models.TABLES / "marts" / f"{name.split('.')[1]}.sql").read_text()
        order = re.sub(r"\b[a-z]+\.(?=[a-z])", "", query.rpartition("order by ")[2])
    con.execute(
        f"""
        create or replace temp table rows_now as
        from {name} where series_id not in (from changed_series) union all by name from memory.{name}
        order by {order};
        """
    )
    con.execute(f"create or replace table {name} as from rows_now")
