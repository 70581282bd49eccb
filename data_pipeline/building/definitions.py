"""Definitions and agreement packs into `definitions` and `packs`, as they stand; what was read is said in `meta`."""

from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.building import agreements, faults, figure_files
from data_pipeline.building.figure_files import note_read, stamp
from data_pipeline.problems import Problem, Refused
from data_pipeline.reading import bounds, packs, postcode_lists
from data_pipeline.reading.layouts import tidy

SERIES = (
    "series_id", "file", "indicator", "series_title", "basis", "unit", "polarity", "decimals",
    "caveat",
    # What there is to know of the chance in its figures, what their counts are of, whose duties they are about.
    "margin", "counted", "tiers",
    "publisher", "licence", "rows_min", "rows_max", "areas_min", "value_min", "value_max",
    # How the file is read: blank for a file whose layout is recognised and that holds one measure of whole areas.
    "layout", "measure", "part", "area", "period", "scale",
    # Where it came from, for `fetch`.
    "url", "retrieved", "sha256",
)  # fmt: skip
FILES = ("file", "what", "publisher", "licence", "caveat")
DEFINITIONS = {
    "areas": (
        "area_code", "name", "area_type", "tier", "region", "laa_area_code", "laa_area_name",
        "later_code", "old_code", "aliases", "end_date", "successor_codes", "successor_names",
    ),
    "area_code_history": (
        "area_code", "name", "previous_code", "previous_name", "order_number", "order_title",
        "operative_date", "status",
    ),
    "regions": ("area_code", "name", "area_type"),
    "wards": ("ward_code", "ward", "area_code", "longitude", "latitude"),
    "parishes": ("parish_code", "parish", "area_code"),
    "towns": ("town", "area_code", "longitude", "latitude"),
    "other_places": ("place", "kind", "area_codes", "country"),
    "short_names": ("long", "short"),
    "context": (
        "area_code", "neighbourhoods", "neighbourhoods_per_km2", "population_2008", "area_km2",
        "people_per_km2", "imd_2007_mean_score", "share_in_most_deprived_tenth",
    ),
    "childrens_services_spending": ("area_code", "period", "service", "gross_gbp", "net_current_gbp"),
    "national_indicators": (
        "indicator", "title", "title_status", "title_source_url", "theme_block", "laa_theme", "unit",
        "polarity", "frequency", "spatial_level", "lead_department", "place_survey",
        "inferred_fields", "note",
    ),
    "other_indicators": ("indicator", "title", "laa_theme", "unit", "polarity", "note"),
    # What indicators are about in plain words, and other words that people look for them by.
    "indicator_words": ("indicator", "plain", "other_words"),
    "spatial_levels": ("spatial_level", "plain", "body", "reported_by", "tier", "partner"),
    "old_sets": ("term", "document", "line", "says"),
    "themes": ("code", "name", "document", "line", "note"),
    "glossary": ("term", "expansion", "definition", "document", "line", "note"),
    "further_words": ("term", "expansion", "definition", "source", "source_url"),
    "documents": ("document", "title", "publisher", "date"),
    "ratings": ("position", "code", "rating", "symbol", "meaning", "least_share", "valid_from"),
    "thresholds": ("name", "value", "what_it_does"),
    "rules": ("rule", "subject", "what_it_does"),
    "verdicts": ("subject", "verdict", "status", "word", "many", "phrase", "says_met"),
    "tone_words": ("pattern", "tone"),
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
    "printed_figures": (
        "document", "line", "paragraph", "topic", "what", "period", "value", "unit", "wording", "geography",
        "area_code", "kind", "as_printed", "note", "fact_id",
    ),
    "consultation_responses": (
        "answer", "document", "line", "question", "topic", "base_type", "level", "parent",
        "response_group", "stance", "responses", "percent_as_printed", "heading", "heading_line",
    ),
    "consultation_texts": ("document", "line", "kind", "question", "heading", "wording", "plain"),
    "consultation_quotations": ("document", "line", "question", "answer", "respondent", "wording"),
    "consultation_respondents": ("document", "line", "organisation"),
    "statutory_partners": (
        "partner", "sector", "is_named", "named_in_2006", "named_in_2008", "line_of_2006",
        "line_of_2008", "continued_on_line", "words", "answers",
    ),
    "misprints": ("document", "line", "printed", "meant"),
    # Who answers, how to complain, where to take part.
    "council_names": ("area_code", "council", "why"),
    "council_duties": ("position", "duty", "tier", "is_in_line", "document", "line", "law"),
    "redress": (
        "position", "way", "about", "what_to_do", "what_changed", "not_for", "address", "document", "line", "law",
    ),
    "local_action": ("theme", "partnership", "document", "line", "take_part"),
    # What was found of agreements in published papers, and where it went.
    "figures_found": ("area_name", "area_code", "source_url", "figures", "in_packs", "in_series", "in_notes"),
    "figures_left_out": (
        "area_name", "indicator", "title", "period", "measure", "value", "reason", "source_url", "source_title",
    ),
}  # fmt: skip
TILES = ("area_code", "column", "row")


def load(con: duckdb.DuckDBPyConnection, data: Path, only_pack: Path | None = None) -> list[Problem]:
    """Read every definition and agreement pack into `definitions` and `packs`, and say in `meta` what was read.

    With `only_pack`: just that one pack, wherever it lies. The figures are for `figure_files` to read. Returns
    what is wrong with the definitions: nothing may be built on them.
    """
    problems = load_definitions(con, data) or faults.wrong_definitions(con) or postcode_lists.load(con, data)
    agreements.load(con, [only_pack] if only_pack else packs.find(data))
    return problems


def load_definitions(con: duckdb.DuckDBPyConnection, data: Path) -> list[Problem]:
    """Make the tables of `meta` and `raw`, and read every definition. Raises `Refused` without a list of series."""
    figure_files.make_room(con)
    problems: list[Problem] = []

    def read(source_id: str, kind: str, file: str, columns: tuple[str, ...], table: str) -> None:
        try:
            # A definition that is wrong in one row is wrong.
            faults = tidy.read_listed(con, data / file, file, columns, table)
        except Refused as refused:
            problems.extend(refused.problems)
            return
        problems.extend(faults)
        rows = con.execute(f"select count(*) from {sql.name(table)}").fetchone()[0]
        note_read(con, source_id, kind, file, stamp(data / file), rows, [])

    for stem, columns in DEFINITIONS.items():
        read(stem, "definition", f"definitions/{stem}.csv", columns, f"definitions.{stem}")
    read("district_tiles_2011", "boundary", "boundaries/district_tiles_2011.csv", TILES, "definitions.tiles")
    read("files", "definition", "files.csv", FILES, "definitions.files")
    problems += _note_boundary_files(con, data)
    read("series", "definition", "indicators/series.csv", SERIES, "definitions.series")
    if any(problem.file == "indicators/series.csv" for problem in problems):
        raise Refused(problems)
    return problems


def _note_boundary_files(con: duckdb.DuckDBPyConnection, data: Path) -> list[Problem]:
    for path in sorted((data / "boundaries").glob("*.geojson")):
        name = f"boundaries/{path.name}"
        try:
            features = bounds.content(path, name, bounds.BOUNDARIES).count(b'"Feature"')
        except Refused as refused:
            return refused.problems
        note_read(con, path.stem, "boundary", name, stamp(path), features, [])
    return []
