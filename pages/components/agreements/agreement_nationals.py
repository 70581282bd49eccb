"""What national figures say of a place beside an agreement of which the papers say little."""

from typing import NamedTuple

from data_pipeline import queries, words
from pages.components.cards import first_screen

LAST_YEAR = "2010/11"  # Of the agreements.


class Nationals(NamedTuple):
    """The report card of a place in a year: its lines with a figure, by series, each with the card of its series."""

    name: str
    year: str | None
    lines: dict[str, dict]
    counts: dict
    changes: list[dict]


def of(cursor: queries.Connection, area: dict, as_of: str | None) -> Nationals:
    """The card of an agreement's place in the last year of the agreements that had ended by then."""
    code = area["area_code"]
    year = next((year for year in queries.reporting_years(cursor, as_of) if year <= LAST_YEAR), None)
    if year is None or area["is_example"]:
        return Nationals(area["name"], None, {}, {}, [])
    series = {row["series_id"]: row for row in queries.series(cursor)}
    rows = queries.report_card(cursor, code, year)
    return Nationals(
        area["name"],
        year,
        {row["series_id"]: {**series[row["series_id"]], **row} for row in rows if row["value"] is not None},
        queries.card_counts(cursor, code, year)[None],
        queries.sure_changes_of_year(cursor, year).get(code, []),
    )


def beside(nationals: Nationals, promise: dict) -> dict | None:
    """The line of the same measure, for a promise of the whole place that has no figure of what happened."""
    if promise["area_code"] != promise["agreement_code"] or promise["value"] is not None or not promise["has_target"]:
        return None
    return next((line for line in nationals.lines.values() if line["indicator"] == promise["indicator"]), None)


def said_first(nationals: Nationals) -> tuple[str, first_screen.Boxes]:
    """What stands first where nothing is known of any promise: what national figures say of the place."""
    if nationals.year is None:
        return "", []
    answer = words.headlines.measures.answer(nationals.year, nationals.counts)
    boxes = first_screen.boxes(nationals.year, nationals.counts, nationals.lines, nationals.changes)
    return f"What national figures say of {nationals.name}: {words.figures.lower_first(answer)}", boxes
