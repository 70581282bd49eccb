"""What the chart of a gap shows, for a page and for a picture alike."""

from typing import NamedTuple

from data_pipeline import queries, words
from data_pipeline.drawings.describing import charts, gap
from pages.components.markup import notes
from pages.serving import database


class Gap(NamedTuple):
    """The place the gap is in, the row of the year, the rows and names that are drawn, and the chart, if any."""

    place: str
    row: dict | None
    rows: list[dict]
    names: tuple[str, str]
    chart: charts.Chart | None


def of(area: dict, series: dict, year: str, as_of: str | None) -> Gap:
    """The gap where a place lies: its county, region or England, up to the latest figure measured alike."""
    code, place = around(area)
    rows = database.lasting(queries.gaps, code, series["series_id"], as_of)
    row = next((row for row in rows if row["reporting_year"] == year), None)
    # Only what is measured alike: after a break a gap has another start.
    known = [one for one in rows if row and one["gap"] is not None and one["start_year"] == row["start_year"]]
    if len(known) < 2:
        return Gap(place, row, known, ("", ""), None)
    names = (
        known[-1]["districts"][0] if known[-1]["tenth_count"] == 1 else "The most deprived tenth",
        notes.sentence(words.gaps.whole(known[-1], place)),
    )
    return Gap(place, row, known, names, gap.chart(known, names, series, place, words.gaps.drawn(known, series, place)))


def around(area: dict) -> tuple[str, str]:
    """The county or region that a place is in, the county or region that it is, else England: code and name."""
    if area.get("area_type") in ("county", "region"):
        return area["area_code"], area["name"]
    if area.get("county_code"):
        return area["county_code"], area["county_name"]
    if area.get("region_code"):
        return area["region_code"], area["region"]
    return queries.ENGLAND, "England"
