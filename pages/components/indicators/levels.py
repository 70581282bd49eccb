"""The ways from one measure of a place to the same of its county and districts, as far as it is measured there."""

from data_pipeline import words
from pages.components.markup import notes
from pages.serving import links


def show(indicator: str, places: list[dict], measured_for: str | None = None) -> None:
    """`places`: those with a figure, area_code, name, area_type; `measured_for`: of which areas there can be any."""
    counties = [place for place in places if place["area_type"] == "county"]
    districts = [place for place in places if place["area_type"] != "county"]
    parts = []
    for what, found in (("County", counties), ("Districts", districts)):
        if found:
            named = (
                notes.link(links.page("indicator", indicator=indicator, area=place["area_code"]), place["name"])
                for place in found
            )
            parts.append(notes.join([f"{what}: ", notes.join(named, ", ")]))
    if districts and not counties:
        parts.append(words.indicators.NO_SMALLER)
    if parts:
        scale = f" {words.indicators.measured(measured_for)}" if measured_for else ""
        notes.html('<p class="quiet">The same measure elsewhere. {}.{}</p>', notes.join(parts, ". "), scale)
