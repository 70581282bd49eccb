"""From choices to what is drawn of them: one way, for pages and for pictures alike."""

from typing import NamedTuple

from data_pipeline import queries, words
from data_pipeline.drawings.describing.charts import Chart
from pages.components.drawings import gap_chart, promise_chart, spread_chart, trend_chart
from pages.components.promises import promise_rows
from pages.serving import database

BOUNDARIES = (
    "Boundaries: Office for National Statistics, Open Government Licence v3.0; contains OS data © Crown copyright and "
    "database right 2011."
)
KINDS = ("trend", "spread", "gap", "promise")


class Choices(NamedTuple):
    """What a drawing is of: an area or England, a measure, a year, the day as of which; of a promise, which target.

    A map of England without a measure is of its places alone.
    """

    kind: str
    area: str
    indicator: str | None
    year: str | None = None
    as_of: str | None = None
    target: str | None = None


def chart(chosen: Choices, is_marked: bool = True) -> Chart | None:
    """The chart of these choices, each known; None where there is none to draw.

    `is_marked`: with what was asked, decided and done about its measure, which a small one has no room for.
    """
    place = database.lasting(queries.area, chosen.area)
    scopes = {row["area_code"]: row for row in database.lasting(queries.map_scopes)}
    area = place or scopes[chosen.area]
    rows, points = promise_rows.of(place, chosen.indicator, chosen.as_of)
    if chosen.kind == "promise":
        return _promise(place, rows, points, chosen, is_marked) if rows else None
    series = series_of(chosen.indicator)
    if series is None or chosen.year is None or (place and place["is_example"]):
        return None
    if chosen.kind == "trend":
        return trend_chart.of(area, series, points, chosen.as_of, is_marked).chart
    if chosen.kind == "spread":
        return None if series["is_of_few_places"] else spread_chart.of(area, series, chosen.year).chart
    return gap_chart.of(area, series, chosen.year, chosen.as_of).chart


def series_of(indicator: str | None) -> dict | None:
    return next((row for row in database.lasting(queries.series) if row["indicator"] == indicator), None)


def _promise(place: dict, rows: list[dict], points: list[dict], chosen: Choices, is_marked: bool) -> Chart | None:
    known = database.lasting(queries.prospects, rows[0]["agreement_code"], chosen.as_of)
    for row in queries.promises_of_place(place, rows):
        if chosen.target in (None, row["target"]):
            ahead = known.get(row["target"], {}).get("outlook")
            mine = queries.points_of_promise(row, points)
            if found := promise_chart.of(row, mine, ahead, chosen.as_of, is_marked):
                return found
    return None


def source(chosen: Choices) -> list[str]:
    """Whose figures a drawing shows, on what terms, and what there is to know of them before they are used."""
    if chosen.indicator is None:
        return [BOUNDARIES]
    place, series = database.lasting(queries.area, chosen.area), series_of(chosen.indicator)
    said = [f"{words.cards.EXAMPLE}."] if place and place["is_example"] else []
    if chosen.kind == "promise" or series is None or (place and place["is_example"]):
        return [*said, "Source: the papers of the agreement."]
    return [*said, f"Source: {series['publisher']}. {series['licence']}.", *filter(None, [series["caveat"]])]
