"""Every listed file into `raw` and `definitions`, as published; what was read is said in `meta`."""

import hashlib
import re
from pathlib import Path

import duckdb

from data_pipeline import agreements, models, packs
from data_pipeline.problems import Problem, Refused
from data_pipeline.readers import tidy

SERIES = (
    "series_id", "file", "indicator", "series_title", "basis", "unit", "polarity", "decimals",
    "caveat", "publisher", "licence", "rows_min", "rows_max", "areas_min", "value_min", "value_max",
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


def load(con: duckdb.DuckDBPyConnection, data: Path, only_pack: Path | None = None) -> None:
    """Read every listed file into `raw` and `definitions`, and say in `meta` what was read.

    With `only_pack`: the definitions and that one agreement pack, wherever it lies.
    """
    con.execute(
        """
        create table meta.read_faults (
            source_id varchar, source_row bigint, column_name varchar, value varchar,
            problem varchar, what_to_do varchar
        );
        create table meta.files (
            source_id varchar, kind varchar, file varchar, sha256 varchar, bytes bigint, rows_read bigint
        );
        create table raw.figures (
            source_id varchar, source_row bigint, area_code varchar, period varchar, value varchar,
            lower varchar, upper varchar, status varchar, note varchar
        )
        """
    )
    problems: list[Problem] = []

    def read(source_id: str, kind: str, file: str, columns: tuple[str, ...], table: str) -> bool:
        path = data / file
        try:
            faults = tidy.read(con, path, file, columns, table)
        except Refused as refused:
            problems.extend(refused.problems)
            return False
        if kind != "series":  # A definition that is wrong in one row is wrong.
            problems.extend(faults)
        for fault in faults:
            con.execute(
                "insert into meta.read_faults values (?, ?, ?, ?, ?, ?)",
                [source_id, fault.row, None, fault.value, fault.problem, fault.what_to_do],
            )
        rows = con.execute(f"select count(*) from {table}").fetchone()[0]
        content = path.read_bytes()
        con.execute(
            "insert into meta.files values (?, ?, ?, ?, ?, ?)",
            [source_id, kind, file, _sha256(content), len(content), rows + len(faults)],
        )
        return True

    for stem, columns in DEFINITIONS.items():
        read(stem, "definition", f"definitions/{stem}.csv", columns, f"definitions.{stem}")
    read("district_tiles_2011", "boundary", "boundaries/district_tiles_2011.csv", TILES, "definitions.tiles")
    read("files", "definition", "files.csv", FILES, "definitions.files")
    _note_boundary_files(con, data)
    if only_pack:
        problems = problems or wrong_definitions(con, without="series")
    elif read("series", "definition", "indicators/series.csv", SERIES, "definitions.series"):
        problems = problems or wrong_definitions(con)
        listed = con.execute("select series_id, file from definitions.series order by source_row").fetchall()
        for series_id, file in listed:
            if read(series_id, "series", f"indicators/{file}", tidy.FIGURES, "raw.one_file"):
                con.execute(
                    f"insert into raw.figures select ?, source_row, {', '.join(tidy.FIGURES)} from raw.one_file",
                    [series_id],
                )
        problems += _same_file_twice(con)
        problems += _unlisted(data, {file for _, file in listed})
    if problems:
        raise Refused(problems)
    agreements.load(con, [only_pack] if only_pack else packs.find(data))


def _note_boundary_files(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    for path in sorted((data / "boundaries").glob("*.geojson")):
        content = path.read_bytes()
        con.execute(
            "insert into meta.files values (?, 'boundary', ?, ?, ?, ?)",
            [path.stem, f"boundaries/{path.name}", _sha256(content), len(content), content.count(b'"Feature"')],
        )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def wrong_definitions(con: duckdb.DuckDBPyConnection, without: str = "") -> list[Problem]:
    """Every cell of a definition that cannot be right: nothing may be built on it."""
    problems = []
    for path in sorted((models.SQL / "definitions").glob("*.sql")):
        if path.stem == without:
            continue
        query = path.read_text()
        file = re.match(r"-- what no row of (\S+) may have", query)[1]
        for row, column, value, problem, what_to_do in con.execute(f"from ({query}) order by source_row").fetchall():
            problems.append(Problem(file, problem, what_to_do, row, column, value))
    return problems


def _same_file_twice(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    rows = con.execute(
        """
        select max_by(file, source_id), min_by(file, source_id) from meta.files
        where kind = 'series' group by sha256 having count(*) > 1
        """
    ).fetchall()
    return [
        Problem(later, f"the file is the same as {first}", "Put the right file in its place, or drop one series")
        for later, first in rows
    ]


def _unlisted(data: Path, listed: set[str]) -> list[Problem]:
    found = {path.name for path in (data / "indicators").glob("*.csv")} - {"series.csv"}
    return [
        Problem(
            f"indicators/{name}", "the file is not listed in indicators/series.csv", "Give it a row there, or remove it"
        )
        for name in sorted(found - listed)
    ]
