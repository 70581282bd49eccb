"""The listed files of figures into `raw.figures`, as published, some files at a time; `meta` says what was read."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

import duckdb

from data_pipeline.problems import Problem, Refused
from data_pipeline.reading import layouts, typed_rows

RAW = tuple(column for column in layouts.COLUMNS if column != "measure")
# What is read and typed together: enough to be worth a query, too little to fill the memory.
BATCH_BYTES = 48_000_000


@dataclass(frozen=True)
class Stamp:
    """What tells one content of a file from another."""

    sha256: str
    size: int


def stamp(path: Path, most: int | None = None) -> Stamp:
    """The checksum and size of a file; of one of more than `most` bytes, which nobody reads, its size alone."""
    if most is not None and (size := path.stat().st_size) > most:
        return Stamp(f"{size} bytes", size)
    with path.open("rb") as file:
        return Stamp(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def make_room(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables in which `meta` says what was read, and `raw.figures`, empty."""
    con.execute(
        """
        create table meta.read_faults (
            source_id varchar, source_row bigint, column_name varchar, value varchar,
            problem varchar, what_to_do varchar
        );
        create table meta.files (
            source_id varchar, kind varchar, file varchar, sha256 varchar, bytes bigint, rows_read bigint
        )
        """
    )
    _empty(con)


def _empty(con: duckdb.DuckDBPyConnection) -> None:
    """Make `raw.figures` anew: it holds one batch, and is not written to the warehouse."""
    columns = ", ".join(f"{column} {'bigint' if column in layouts.NUMBERS else 'varchar'}" for column in RAW)
    con.execute(f"create or replace temp table raw_figures (source_id varchar, {columns})")
    con.execute("create or replace view raw.figures as from temp.main.raw_figures")


def batches(con: duckdb.DuckDBPyConnection, data: Path) -> Iterator[list[str]]:
    """The listed files in the order of their first series, which is the order of the finished tables."""
    names = con.execute("select file from definitions.series group by file order by min(series_id)").fetchall()
    batch, size = [], 0
    for (name,) in names:
        path = data / "indicators" / name if name else data
        bytes_here = path.stat().st_size if path.is_file() else 0
        if batch and size + bytes_here > BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(name)
        size += bytes_here
    if batch:
        yield batch


def read(con: duckdb.DuckDBPyConnection, data: Path, files: list[str]) -> list[Problem]:
    """Read each of the listed `files` once, for every series that it holds, in place of what was read before."""
    _empty(con)
    rows = con.execute(
        """
        select file, layout, list({'series_id': series_id, 'measure': measure, 'part': part, 'row': source_row}
            order by source_row)
        from definitions.series where file in (select unnest(?::varchar[]))
        group by file, layout order by min(series_id)
        """,
        [files],
    ).fetchall()
    problems = []
    for file, layout, series in rows:
        problems += _read_file(con, data, file, layout, series)
    return problems


def _read_file(
    con: duckdb.DuckDBPyConnection, data: Path, name: str, layout: str | None, series: list[dict]
) -> list[Problem]:
    # The definitions refuse a file in another folder; it is not opened either.
    if name == ".." or (name and PurePath(name).name != name):
        return []
    file, path = f"indicators/{name}", data / "indicators" / name
    known = layouts.known()
    layout = layout or layouts.recognise(path) or "tidy"
    if layout not in known:
        return [
            _wrong(series[0]["row"], "layout", layout, "no reader has this name", f"Write one of {', '.join(known)}")
        ]
    try:
        faults = known[layout].read(con, path, file, "one_file")
    except Refused as refused:
        return refused.problems
    measures = [measure for (measure,) in con.execute("select distinct measure from one_file order by 1").fetchall()]
    problems, found = [], []
    for one in series:
        if one["measure"] is None and len(measures) > 1:
            known_measures = "; ".join(str(measure) for measure in measures[:20])
            problems.append(
                _wrong(one["row"], "measure", None, f"{file} has several measures", f"Name one of: {known_measures}")
            )
        elif one["measure"] is not None and one["measure"] not in measures:
            what_to_do = f"`python -m data_pipeline read {file}` lists them"
            problems.append(_wrong(one["row"], "measure", one["measure"], f"{file} has no such measure", what_to_do))
        else:
            found.append((one["series_id"], one["measure"] or next(iter(measures), None), one["part"]))
    counts, content = take(con, found), stamp(path)
    for number, (series_id, _, _) in enumerate(found):
        # What could not be read belongs to no measure: the first series of the file answers for it.
        note_read(con, series_id, "series", file, content, counts.get(series_id, 0), [] if number else faults)
    con.execute("drop table one_file")
    return problems


def take(con: duckdb.DuckDBPyConnection, wanted: list[tuple]) -> dict[str, int]:
    """Add to raw.figures, in one pass, the series, measures and parts that are `wanted` of `one_file`.

    Of a series that names a part, the figures of that part of each area. Returns how many rows each series has.
    """
    columns = ", ".join("if(wanted.part is null, one.part, null)" if c == "part" else f"one.{c}" for c in RAW)
    asked = [list(column) for column in zip(*wanted, strict=True)] or [[], [], []]
    con.execute(
        f"""
        insert into raw_figures
        select wanted.series_id, {columns}
        from one_file as one
        join (
            select unnest(?::varchar[]) as series_id, unnest(?::varchar[]) as measure, unnest(?::varchar[]) as part
        ) as wanted
            on wanted.measure is not distinct from one.measure and (wanted.part is null or wanted.part = one.part)
        """,
        asked,
    )
    counted = "select source_id, count(*) from raw_figures where source_id in (select unnest(?::varchar[])) group by 1"
    return dict(con.execute(counted, asked[:1]).fetchall())


def note_read(
    con: duckdb.DuckDBPyConnection, source_id: str, kind: str, file: str, content: Stamp, count: int,
    faults: list[Problem],
) -> None:  # fmt: skip
    """Say in `meta` what was read of a file: its rows, and those that do not fit."""
    parts = ("source_row", "column_name", "value", "problem", "what_to_do")
    types = {"source_id": "varchar", **dict.fromkeys(parts, "varchar"), "source_row": "bigint"}
    rows = [(source_id, each.row, each.column, each.value, each.problem, each.what_to_do) for each in faults]
    typed_rows.insert(con, "meta.read_faults", types, rows)
    con.execute(
        "insert into meta.files values (?, ?, ?, ?, ?, ?)",
        [source_id, kind, file, content.sha256, content.size, count + len(faults)],
    )


def same_twice(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """The files that are copies of another, by what `meta` says of all that were read."""
    rows = con.execute(
        """
        select max_by(file, source_id), min_by(file, source_id) from meta.files
        where kind = 'series' group by sha256 having count(distinct file) > 1
        """
    ).fetchall()
    return [
        Problem(later, f"the file is the same as {first}", "Put the right file in its place, or drop one series")
        for later, first in rows
    ]


def unlisted(con: duckdb.DuckDBPyConnection, data: Path) -> list[Problem]:
    """The files in the folder of figures that series.csv does not name."""
    listed = {file for (file,) in con.execute("select file from definitions.series").fetchall()}
    kinds = (".csv", *layouts.WORKBOOKS)
    found = {path.name for path in (data / "indicators").glob("*") if path.suffix.lower() in kinds} - {"series.csv"}
    return [
        Problem(
            f"indicators/{name}", "the file is not listed in indicators/series.csv", "Give it a row there, or remove it"
        )
        for name in sorted(found - listed)
    ]


def _wrong(row: int, column: str, value: str | None, problem: str, what_to_do: str) -> Problem:
    return Problem("indicators/series.csv", problem, what_to_do, row, column, value)
