"""Every listed file into `raw` and `definitions`, as published; what was read is said in `meta`."""

import hashlib
import re
from pathlib import Path

import duckdb

from data_pipeline import agreements, models, packs, readers
from data_pipeline.problems import Problem, Refused
from data_pipeline.readers import tidy

SERIES = (
    "series_id", "file", "indicator", "series_title", "basis", "unit", "polarity", "decimals",
    "caveat", "publisher", "licence", "rows_min", "rows_max", "areas_min", "value_min", "value_max",
    # How the file is read: blank for a file whose layout is recognised and that holds one measure of whole areas.
    "layout", "measure", "part", "area", "period", "scale",
    # Where it came from, for `fetch`.
    "url", "retrieved", "sha256",
)  # fmt: skip
FILES = ("file", "what", "publisher", "licence", "caveat")
DEFINITIONS = {
    "areas": (
        "area_code", "name", "area_type", "tier", "region", "laa_area_code", "laa_area_name",
        "code_from_2013", "old_code", "aliases", "end_date", "successor_codes", "successor_names",
    ),
    "area_code_history": (
        "area_code", "name", "previous_code", "previous_name", "order_number", "order_title",
        "operative_date", "status",
    ),
    "regions": ("area_code", "name", "area_type"),
    "wards": ("ward_code", "ward", "area_code", "longitude", "latitude"),
    "context": (
        "area_code", "neighbourhoods", "neighbourhoods_per_km2", "population_2008", "area_km2",
        "people_per_km2", "imd_2007_mean_score", "share_in_most_deprived_tenth",
    ),
    "national_indicators": (
        "indicator", "title", "title_status", "title_source_url", "theme_block", "laa_theme", "unit",
        "polarity", "frequency", "spatial_level", "lead_department", "place_survey",
        "inferred_fields", "note",
    ),
    "other_indicators": ("indicator", "title", "laa_theme", "unit", "polarity", "note"),
    "themes": ("code", "name", "document", "line", "note"),
    "glossary": ("term", "expansion", "definition", "document", "line", "note"),
    "documents": ("document", "title", "publisher", "date"),
    "ratings": ("position", "code", "rating", "symbol", "meaning", "least_share"),
    "published_ratings": ("position", "pattern", "verdict", "note"),
    "statuses": ("code", "status", "meaning", "has_value"),
    "published_sums": (
        "sum_id", "document", "line", "what", "kind", "operands", "result_as_printed", "wording",
    ),
    "published_words": ("document", "line", "words", "what", "part", "whole", "figure_line"),
    "published_facts": (
        "fact_id", "document", "line", "topic", "measure", "what", "period_start", "period_end",
        "value", "unit_as_printed", "wording", "geography", "base", "method", "context", "caveat",
        "source_published", "complement_of", "polarity", "as_printed",
    ),
    "consultation_responses": (
        "answer", "document", "line", "question", "topic", "base_type", "level", "parent",
        "response_group", "stance", "responses", "percent_as_printed", "heading", "heading_line",
    ),
    "consultation_respondents": ("document", "line", "organisation"),
    "statutory_partners": (
        "partner", "sector", "is_named", "named_in_2006", "named_in_2008", "line_of_2006",
        "line_of_2008", "continued_on_line",
    ),
    "misprints": ("document", "line", "printed", "meant"),
}  # fmt: skip
TILES = ("area_code", "column", "row")
RAW_FIGURES = tuple(column for column in readers.COLUMNS if column != "measure")


def load(con: duckdb.DuckDBPyConnection, data: Path, only_pack: Path | None = None) -> None:
    """Read every listed file into `raw`, `packs` and `definitions`, and say in `meta` what was read.

    With `only_pack`: the definitions and that one agreement pack, wherever it lies.
    """
    problems = load_definitions(con, data)
    if not problems:
        problems = wrong_definitions(con)
    if not only_pack:
        problems += _load_series(con, data)
    if problems:
        raise Refused(problems)
    agreements.load(con, [only_pack] if only_pack else packs.find(data))


def _load_series(con: duckdb.DuckDBPyConnection, data: Path) -> list[Problem]:
    rows = con.execute(
        """
        select file, layout, list({'series_id': series_id, 'measure': measure, 'part': part, 'row': source_row}
            order by source_row)
        from definitions.series group by file, layout order by min(source_row)
        """
    ).fetchall()
    problems = []
    for file, layout, series in rows:
        problems += _read_series(con, data, file, layout, series)
    problems += _same_file_twice(con)
    return problems + _unlisted(data, {file for file, *_ in rows})


def load_definitions(con: duckdb.DuckDBPyConnection, data: Path) -> list[Problem]:
    """Make the tables of `meta` and `raw`, and read every definition. Raises `Refused` without a list of series."""
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
    columns = ", ".join(f"{column} {'bigint' if column in readers.NUMBERS else 'varchar'}" for column in RAW_FIGURES)
    con.execute(f"create table raw.figures (source_id varchar, {columns})")
    problems: list[Problem] = []

    def read(source_id: str, kind: str, file: str, columns: tuple[str, ...], table: str) -> None:
        try:
            # A definition that is wrong in one row is wrong.
            faults = tidy.read_listed(con, data / file, file, columns, table)
        except Refused as refused:
            problems.extend(refused.problems)
            return
        problems.extend(faults)
        rows = con.execute(f"select count(*) from {table}").fetchone()[0]
        note_read(con, source_id, kind, file, (data / file).read_bytes(), rows, [])

    for stem, columns in DEFINITIONS.items():
        read(stem, "definition", f"definitions/{stem}.csv", columns, f"definitions.{stem}")
    read("district_tiles_2011", "boundary", "boundaries/district_tiles_2011.csv", TILES, "definitions.tiles")
    read("files", "definition", "files.csv", FILES, "definitions.files")
    _note_boundary_files(con, data)
    read("series", "definition", "indicators/series.csv", SERIES, "definitions.series")
    if any(problem.file == "indicators/series.csv" for problem in problems):
        raise Refused(problems)
    return problems


def _read_series(
    con: duckdb.DuckDBPyConnection, data: Path, name: str, layout: str | None, series: list[dict]
) -> list[Problem]:
    """Read one file once, for every series that it holds."""
    file, path = f"indicators/{name}", data / "indicators" / name
    known = readers.layouts()
    layout = layout or readers.recognise(path) or "tidy"
    if layout not in known:
        return [
            _wrong(series[0]["row"], "layout", layout, "no reader has this name", f"Write one of {', '.join(known)}")
        ]
    try:
        faults = known[layout].read(con, path, file, "one_file")
    except Refused as refused:
        return refused.problems
    content = path.read_bytes()
    measures = [measure for (measure,) in con.execute("select distinct measure from one_file order by 1").fetchall()]
    problems = []
    for number, one in enumerate(series):
        if one["measure"] is None and len(measures) > 1:
            known_measures = "; ".join(str(measure) for measure in measures[:20])
            problems.append(
                _wrong(one["row"], "measure", None, f"{file} has several measures", f"Name one of: {known_measures}")
            )
            continue
        if one["measure"] is not None and one["measure"] not in measures:
            what_to_do = f"`python -m data_pipeline read {file}` lists them"
            problems.append(_wrong(one["row"], "measure", one["measure"], f"{file} has no such measure", what_to_do))
            continue
        rows = take(con, "one_file", one["series_id"], one["measure"], one["part"])
        # What could not be read belongs to no measure: the first series of the file answers for it.
        note_read(con, one["series_id"], "series", file, content, rows, [] if number else faults)
    con.execute("drop table one_file")
    return problems


def take(con: duckdb.DuckDBPyConnection, table: str, source_id: str, measure: str | None, part: str | None) -> int:
    """Add one measure of a file that was read to raw.figures; returns how many rows it has.

    With `part`, the figures of that part of each area are what the series is of.
    """
    columns = ", ".join("if(? is null, part, null)" if column == "part" else column for column in RAW_FIGURES)
    return con.execute(
        f"""
        insert into raw.figures select ?, {columns} from {table}
        where (? is null or measure = ?) and (? is null or part = ?)
        """,
        [source_id, part, measure, measure, part, part],
    ).fetchone()[0]


def note_read(
    con: duckdb.DuckDBPyConnection, source_id: str, kind: str, file: str, content: bytes, rows: int,
    faults: list[Problem],
) -> None:  # fmt: skip
    """Say in `meta` what was read of a file: its rows, and those that do not fit."""
    for fault in faults:
        con.execute(
            "insert into meta.read_faults values (?, ?, ?, ?, ?, ?)",
            [source_id, fault.row, fault.column, fault.value, fault.problem, fault.what_to_do],
        )
    con.execute(
        "insert into meta.files values (?, ?, ?, ?, ?, ?)",
        [source_id, kind, file, hashlib.sha256(content).hexdigest(), len(content), rows + len(faults)],
    )


def _wrong(row: int, column: str, value: str | None, problem: str, what_to_do: str) -> Problem:
    return Problem("indicators/series.csv", problem, what_to_do, row, column, value)


def _note_boundary_files(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    for path in sorted((data / "boundaries").glob("*.geojson")):
        content = path.read_bytes()
        features = content.count(b'"Feature"')
        note_read(con, path.stem, "boundary", f"boundaries/{path.name}", content, features, [])


def wrong_definitions(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Every cell of a definition that cannot be right: nothing may be built on it."""
    problems = []
    for path in sorted((models.SQL / "definitions").glob("*.sql")):
        query = path.read_text()
        file = re.match(r"-- what no row of (\S+) may have", query)[1]
        for row, column, value, problem, what_to_do in con.execute(f"from ({query}) order by source_row").fetchall():
            problems.append(Problem(file, problem, what_to_do, row, column, value))
    return problems


def _same_file_twice(con: duckdb.DuckDBPyConnection) -> list[Problem]:
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


def _unlisted(data: Path, listed: set[str]) -> list[Problem]:
    kinds = (".csv", *readers.WORKBOOKS)
    found = {path.name for path in (data / "indicators").glob("*") if path.suffix.lower() in kinds} - {"series.csv"}
    return [
        Problem(
            f"indicators/{name}", "the file is not listed in indicators/series.csv", "Give it a row there, or remove it"
        )
        for name in sorted(found - listed)
    ]
