"""A build that begins from the warehouse in use: where only files of figures changed, only theirs is made again.

The changed files are read into a database in memory in which every other table is a view of the warehouse's, and
the steps of a build are run there, on the series of these files alone. What comes out takes the place of what the
warehouse had of these series. Whatever is not of one series by itself is made again from the whole.
"""

import re
from itertools import groupby
from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.building import agreements, faults, figure_files, making, tables
from data_pipeline.building.tables import Table

BY_SERIES = "series by series"
# What is said of each file that was read.
NOTES = ("meta.files", "meta.read_faults", faults.FINDINGS)
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
    steps = touched_by_figures(tables.found(data))
    # What is of all series and is read for each by itself: it must stay as it is.
    shared = {
        name
        for table in steps.values()
        if table.is_made(BY_SERIES)
        for name in table.reads & steps.keys()
        if not (steps[name].is_made(BY_SERIES) or steps[name].is_by_batch)
    }
    _show_the_rest(con, files, steps.keys() - shared)
    problems = []
    made = making.make_figures(con, data, {name: steps[name] for name in steps if name not in shared}, problems)
    if problems:
        return False
    order = [name for name in tables.in_order(steps) if name not in made | shared]
    for name in order:
        if steps[name].is_made(BY_SERIES):
            progress(name, 0.2)
            steps[name].make(con)
    con.execute(f"use warehouse; create schema {tables.JUDGING}")
    con.execute("create temp table changed_series as select series_id from memory.definitions.series")
    of_batches = [steps[name] for name in steps if name in made and steps[name].is_kept]
    for name in (*NOTES, *(table.name for table in of_batches if not table.key)):
        con.execute(f"delete from {sql.name(name)} where source_id in (from changed_series)")
        con.execute(f"insert into {sql.name(name)} from {sql.name('memory', name)}")
    if figure_files.same_twice(con) or any(_is_changed(con, steps[name]) for name in shared):
        return False
    for table in of_batches:
        if table.key and not _put_right(con, table):
            _replace_by_file(con, table.name)
    for number, name in enumerate(order):
        progress(name, 0.4 + 0.55 * number / len(order))
        table = steps[name]
        if not table.is_made(BY_SERIES):
            con.execute(f"drop table if exists {sql.name(name)}")
            table.make(con)
        elif table.is_kept and not _put_right(con, table):
            _replace(con, table)
    con.execute(f"drop schema {tables.JUDGING} cascade")
    progress("checking", 0.95)
    return not faults.broken_promises(con)


def touched_by_figures(steps: dict[str, Table]) -> dict[str, Table]:
    """The tables in which a changed figure may change something, and what is only made for judging them."""
    of_batch = {faults.FINDINGS, *(name for name, table in steps.items() if table.is_by_batch)}
    touched = set(of_batch)
    while True:
        # A sheet of a pack leaves out what rules found in the pack, and looks up periods by their text: no figures.
        more = {
            name
            for name, table in steps.items()
            if (table.reads - of_batch if re.search(r"\bpacks\.", table.query) else table.reads) & touched
        }
        more |= {
            need for name in touched & steps.keys() for need in steps[name].reads if need.startswith(tables.JUDGING)
        }
        if more <= touched:
            return {name: steps[name] for name in steps if name in touched}
        touched |= more


def _show_the_rest(con: duckdb.DuckDBPyConnection, files: list[str], remade: set[str]) -> None:
    """In memory: empty tables for what will be made, views of the warehouse for all else, the changed series alone."""
    tables.make_schemas(con)
    figure_files.make_room(con)
    agreements.load(con, [])
    names = "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'warehouse'"
    for (name,) in con.execute(names).fetchall():
        if name == "definitions.series":
            there = sql.name("warehouse", name)
            con.execute(f"create table {sql.name(name)} as from {there} where file in (select unnest(?))", [files])
        elif name not in {*remade, *NOTES, "meta.build", "meta.inputs"}:
            con.execute(f"create view {sql.name(name)} as from {sql.name('warehouse', name)}")


def _is_changed(con: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether a table would have other rows now. Other reporting years, say, change the card of every area."""
    now, before = f"from ({table.query})", f"from {sql.name(table.name)}"
    return bool(con.execute(f"({now} except {before}) union all ({before} except {now})").fetchall())


def _put_right(con: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Change the rows of the changed series where they stand; False when other rows are wanted than there are.

    False for a table with lists, too: DuckDB would put its changed rows at the end.
    """
    name = sql.name(table.name)
    described = con.execute(f"describe {name}").fetchall()
    if any(kind.endswith(("]", ")")) for _, kind, *_ in described):
        return False
    columns = [sql.name(column) for column, *_ in described]
    con.execute(
        f"""
        create or replace temp table rows_before as
        select rowid as place, row_number() over (order by rowid) as number, *
        from {name} where series_id in (from changed_series);
        create or replace temp table rows_now as
        select row_number() over (order by rowid) as number, * from memory.{name}
        """
    )
    key = [sql.name(column) for column in table.key]
    is_another = " or ".join(f"rows_before.{column} is distinct from rows_now.{column}" for column in key)
    query = f"from rows_before full join rows_now using (number) where {is_another} limit 1"
    if con.execute(query).fetchall():
        return False
    is_changed = " or ".join(f"rows_before.{column} is distinct from rows_now.{column}" for column in columns)
    con.execute(
        f"""
        update {name} as old set {", ".join(f"{column} = new.{column}" for column in columns)}
        from (
            select rows_before.place, rows_now.*
            from rows_before join rows_now using (number) where {is_changed}
        ) as new
        where old.rowid = new.place
        """
    )
    return True


def _replace_by_file(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Put the rows of the changed files among the others, in the order in which a build from nothing has them."""
    here, there, now = sql.name(name), sql.name("memory", name), sql.name(f"{name}_now")
    con.execute(f"create table {now} as from {here} limit 0")
    rows = con.execute(
        """
        select list(series_id), any_value(series_id in (from changed_series)) as is_changed
        from definitions.series group by file order by min(series_id)
        """
    ).fetchall()
    for is_changed, run in groupby(rows, key=lambda row: row[1]):
        series = [series_id for listed, _ in run for series_id in listed]
        source = there if is_changed else here
        query = f"insert into {now} from {source} where series_id in (select unnest(?::varchar[]))"
        con.execute(query, [series])
    con.execute(f"drop table {here}; alter table {now} rename to {sql.name(name.split('.')[1])}")


def _replace(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Put the rows of the changed series among the others, in the table's own order."""
    name = sql.name(table.name)
    con.execute(
        f"""
        create or replace temp table rows_now as
        from {name} where series_id not in (from changed_series) union all by name from memory.{name}
        order by {table.order};
        """
    )
    con.execute(f"create or replace table {name} as from rows_now")
