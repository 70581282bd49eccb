"""One published file: what it holds, and what a build would make of each of its rows, before it is listed."""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from data_pipeline.building import agreements, definitions, figure_files, making, tables, told
from data_pipeline.problems import Problem, Refused
from data_pipeline.reading import bounds, layouts

FIRST = 5


@dataclass(frozen=True)
class Measure:
    """One measure of a file, by the name that `series.csv` would give it."""

    name: str
    rows: int
    kept: int
    areas: int
    first_period: str | None
    last_period: str | None
    parts: list[str]


@dataclass(frozen=True)
class Report:
    """What was read. Rows are figures; where a row of the file holds several, each counts."""

    file: str
    layout: str
    described: dict[str, str]
    measures: list[Measure]
    first_rows: list[dict]
    faults: list[told.Fault]
    rows_read: int
    rows_set_aside: int
    needs: list[str] = field(default_factory=list)

    @property
    def rows_kept(self) -> int:
        return self.rows_read - self.rows_set_aside

    @property
    def is_clean(self) -> bool:
        return not self.rows_set_aside and not self.needs


def report(path: Path, data: Path, layout: str | None = None) -> Report:
    """Read a published file as a build would that listed all its measures, with the definitions in `data`.

    `needs` names what the file leaves out and `series.csv` must give: the period, the area. Faults come worst
    first. Raises `Refused` for a file that no reader knows or that cannot be trusted.
    """
    bounds.check(path, path.name, bounds.FIGURES)
    known = layouts.known()
    layout = layout or layouts.recognise(path)
    if layout not in known:
        what_to_do = (
            f"Give it one of these layouts, or write a reader in data_pipeline/reading/layouts/: {', '.join(known)}"
        )
        raise Refused([_unreadable(path, layout, what_to_do)])
    with making.trial(path.name) as con:
        tables.make_schemas(con)
        problems = definitions.load_definitions(con, data)
        if problems:
            raise Refused(problems)
        agreements.load(con, [])
        unfit = known[layout].read(con, path, path.name, "one_file")
        needs = _list_every_measure(con, path, unfit)
        making.make_issues(con, data, "figures")
        return _report(con, path, layout, known[layout], needs)


def _unreadable(path: Path, layout: str | None, what_to_do: str) -> Problem:
    if layout:
        return Problem(path.name, "no reader has this name", what_to_do, value=layout)
    with path.open("rb") as file:
        start = file.read(bounds.LINE)
    try:
        start.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Cut in the middle of a letter, a whole file looks wrong at its very end.
        if error.start < len(start) - 4 or path.stat().st_size <= len(start):
            return Problem(path.name, "the layout is not recognised, and the file is not UTF-8 text", what_to_do)
    return Problem(path.name, "the layout is not recognised" if start.strip() else "the file is empty", what_to_do)


def _list_every_measure(con: duckdb.DuckDBPyConnection, path: Path, unfit: list[Problem]) -> list[str]:
    """Make each measure of one_file a series; returns what the file leaves out."""
    con.execute("delete from definitions.series")
    periods, areas, rows = con.execute(
        "select count(coalesce(period, period_data)), count(coalesce(area_code, area_name)), count(*) from one_file"
    ).fetchone()
    needs = [column for column, count in (("period", periods), ("area", areas)) if rows and not count]
    # Any will do: the rest of each row is to be looked at, and the report says what is needed.
    area = con.execute("select min(area_code) from definitions.areas").fetchone()[0]
    given = ["2010" if "period" in needs else None, area if "area" in needs else None]
    read = figure_files.stamp(path)
    measures = con.execute("select coalesce(measure, ''), measure from one_file group by measure order by 1").fetchall()
    if len(measures) > bounds.MEASURES:
        problem = f"the file has more than {bounds.MEASURES:,} measures"
        raise Refused([Problem(path.name, problem, "Choose the layout of the file", value=measures[0][0])])
    wanted = [(series_id, measure, None) for series_id, measure in measures or [("", None)]]
    counts = figure_files.take(con, wanted)
    for number, (series_id, *_) in enumerate(wanted):
        con.execute(
            "insert into definitions.series (series_id, file, period, area) values (?, ?, ?, ?)",
            [series_id, path.name, *given],
        )
        figure_files.note_read(
            con, series_id, "series", path.name, read, counts.get(series_id, 0), [] if number else unfit
        )
    return needs


def _report(con: duckdb.DuckDBPyConnection, path: Path, layout: str, reader, needs: list[str]) -> Report:
    measures = con.execute(
        """
        select source_id, count(*), count(*) - count(aside.source_row), count(distinct area_code),
            min_by(period, period_start), max_by(period, period_end),
            coalesce(list(distinct part order by part) filter (part is not null), [])
        from staging.figures
        left join (select distinct source_id, source_row from meta.findings where severity = 'set aside') as aside
            using (source_id, source_row)
        group by source_id order by source_id
        """
    ).fetchall()
    read, aside = con.execute(
        """
        select (select sum(rows_read) from meta.files where kind = 'series'), count(distinct (source_id, source_row))
        from meta.findings where severity = 'set aside'
        """
    ).fetchone()
    rows = con.execute(
        """
        select coalesce(file_row, source_row) as row, source_id as measure, part,
            coalesce(area_code, published_code) as area, period, value_as_published as value,
            if(number(value_as_published) is null, value, null) as number, reason,
            if(status = 'published', null, coalesce(status_meaning, status_as_published)) as status, note
        from staging.figures order by source_row, source_id limit ?
        """,
        [FIRST],
    )
    names = [column[0] for column in rows.description]
    return Report(
        file=path.name,
        layout=layout,
        described=reader.describe(path) if hasattr(reader, "describe") else {},
        measures=[Measure(*row) for row in measures],
        first_rows=[dict(zip(names, row, strict=True)) for row in rows.fetchall()],
        faults=told.faults(con, is_of_measures=len(measures) > 1),
        rows_read=int(read),
        rows_set_aside=aside,
        needs=needs,
    )
