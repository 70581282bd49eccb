"""One agreement pack: everything wrong with it, before it is published."""

from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.building import definitions, making, tables, told
from data_pipeline.problems import Problem, Refused, odd_files
from data_pipeline.reading import bounds, packs


def faults(path: Path, data: Path) -> tuple[int, list[told.Fault]]:
    """How many rows one pack has, and everything wrong with it, kind by kind, what is set aside first.

    Last comes advice, which no page shows: what a board's pack will lack at its next meeting, and where the tone of a
    commentary and the figures disagree.

    Raises `Refused` when the pack cannot be opened, or the definitions in `data` are wrong.
    """
    if odd := odd_files(path.parent, [path, *bounds.below(path, path.name)]):
        raise Refused(odd)
    packs.read(path)
    with making.trial(path.name) as con:
        tables.make_schemas(con)
        problems = definitions.load(con, data, only_pack=path)
        if problems:
            raise Refused(problems)
        made = making.make_issues(con, data, "packs")
        rows = con.execute("select sum(rows_read) from meta.files where kind = 'agreement'").fetchone()[0]
        return rows, told.faults(con, "agreements/") + _advice(con, tables.found(data), made)


def _advice(con: duckdb.DuckDBPyConnection, steps: dict[str, tables.Table], made: set[str]) -> list[told.Fault]:
    """What the queries of the folder `advice` find, told once for each kind, as faults are."""
    found: dict[tuple[str, str, str], list[Problem]] = {}
    for path in sorted((tables.TABLES / "advice").glob("*.sql")):
        advice = sql.own(path)
        making.make_missing(con, steps, made, tables.reads(advice))
        for row in con.execute(
            f"""
            select files.file, problem, what_to_do, source_row, column_name, advice.value
            from ({advice}) as advice join meta.files as files using (source_id)
            order by files.file, problem, source_row
            """
        ).fetchall():
            found.setdefault(row[:3], []).append(Problem(*row))
    return [told.Fault(rows[0], "advice", len(rows), rows[: told.SHOWN]) for rows in found.values()]
