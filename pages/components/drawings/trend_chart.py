"""What the chart of a place's figures over time shows, for a page and for a picture alike."""

from typing import NamedTuple

from data_pipeline import queries
from data_pipeline.drawings.describing import charts, trend
from pages.components.indicators import readings
from pages.components.promises import promise_rows
from pages.components.scrutiny import timeline
from pages.serving import database


class Trend(NamedTuple):
    """The place's rows, those of its comparators by kind with their names, what was promised, and the chart, if any."""

    rows: list[dict]
    beside: dict[str, tuple[str, list[dict]]]
    promised: list[dict]
    chart: charts.Chart | None


def of(area: dict, series: dict, points: list[dict], as_of: str | None, is_marked: bool = True) -> Trend:
    """The run of a place beside those it is compared with. `points`: what was promised there of the indicator.

    `is_marked`: with what was asked, decided and done about it.
    """
    comparators = readings.comparators(area, series)
    drawn = [area["area_code"], *(code for _, code, _ in comparators)]
    with database.cursor() as cursor:
        runs = queries.runs_of_series(cursor, series, drawn, as_of)
    rows = runs.get(area["area_code"], [])
    beside = {kind: (name, runs[code]) for kind, code, name in comparators if _is_known(runs.get(code, []))}
    promised = promise_rows.on_series(points, area["area_code"], series)
    if not _is_known(rows):
        return Trend(rows, beside, promised, None)
    alt = readings.trend_text(area["name"], rows, series)
    happened = timeline.of_series(area, series["indicator"], as_of) if is_marked else []
    chart = trend.chart(area["name"], rows, beside, series, alt, promised, timeline.days(happened))
    return Trend(rows, beside, promised, timeline.told(chart, happened))


def _is_known(rows: list[dict]) -> bool:
    return any(row["value"] is not None for row in rows)
