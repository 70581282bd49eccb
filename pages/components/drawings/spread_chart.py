"""What the chart of all places in a year shows, for a page and for a picture alike."""

from typing import NamedTuple

from data_pipeline import queries
from data_pipeline.drawings.describing import charts, spread
from pages.components.indicators import readings
from pages.serving import database


class Spread(NamedTuple):
    """Which kind of places, the row of the place, what is known of all of them together, and the chart, if any."""

    kind: str
    here: dict | None
    quartiles: dict | None
    chart: charts.Chart | None


def of(area: dict, series: dict, year: str) -> Spread:
    """Where a place lies among all places of its kind."""
    kind = "agreement" if area.get("area_type") == "county" else "district"
    layer = "agreement" if kind == "agreement" else "england"
    among = database.shared(queries.area_map, layer, series["indicator"], year)
    quartiles = database.lasting(queries.spread, series["series_id"], year, kind)
    here = next((row for row in among if row["area_code"] == area["area_code"]), None)
    if quartiles is None:
        return Spread(kind, here, None, None)
    alt = readings.spread_text(here, quartiles, series, year)
    return Spread(kind, here, quartiles, spread.chart(here, among, quartiles, series, year, alt))
