"""One agreement pack: everything wrong with it, before it is published."""

from pathlib import Path

from data_pipeline import sql
from data_pipeline.building import definitions, making, tables, told
from data_pipeline.problems import Problem, Refused, odd_files
from data_pipeline.reading import bounds, packs


def faults(path: Path, data: Path) -> tuple[int, list[told.Fault]]:
    """How many rows one pack has, and everything wrong with it, kind by kind, what is set aside first.

    Last comes advice, which no page shows: where the tone of a commentary and the figures disagree.

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
        found = told.faults(con, "agreements/")
        advice = sql.own(tables.TABLES / "advice" / "tone_against_figures.sql")
        if con.execute("from packs.commentary limit 1").fetchall():
            making.make_missing(con, tables.found(data), made, tables.reads(advice))
            advised = con.execute(
                f"""
                select files.file, problem, what_to_do, source_row, column_name, advice.value
                from ({advice}) as advice join meta.files as files using (source_id)
                """
            ).fetchall()
            found += [told.Fault(Problem(*row), "advice", 1, []) for row in advised]
    return rows, found
