"""A map as it stands on paper and in files, from the same rows as the one on screen."""

import json
from typing import NamedTuple

from data_pipeline import queries
from data_pipeline.drawings import sheets, still_map
from pages.components.drawings import described, maps
from pages.components.promises import promise_rows
from pages.serving import database

TALLEST = 620  # px


class Map(NamedTuple):
    """What a map is called and says in words, its areas by code with figure and class, its classes, and its layer."""

    title: str
    alt: str
    unit: str
    names: dict[str, str]
    rows: dict[str, dict]
    classes: list[str]
    layer: str

    def sheet(self, notes: list[str]) -> str:
        """The map as an SVG document."""
        with database.cursor() as cursor:
            layer = json.loads(queries.boundary(cursor, self.layer))
        drawn, height, key = still_map.draw(layer["features"], self.rows, sheets.INSIDE, TALLEST)
        colours = still_map.legend(self.classes, self.rows)
        return sheets.sheet(self.title, self.alt, drawn, height, colours, [*key, *notes])

    def table(self) -> list[tuple[str, str, str, str]]:
        """Every area with its figure, none where there is none, under the headings of a chart's table."""
        bare = str.maketrans("", "", "£%,")
        return [
            ("Place", self.names[code], (row["text"] or "").translate(bare), self.unit)
            for code, row in self.rows.items()
        ]


def of(chosen: described.Choices) -> Map | None:
    """The map of these choices; None where the place is one area, or no figure is known."""
    if chosen.indicator is None:
        return _of_places()
    place = next((row for row in database.lasting(queries.map_scopes) if row["area_code"] == chosen.area), None)
    if place is None:
        return None
    if place["is_example"]:
        layer, unit = chosen.area, ""
        measures = promise_rows.measures(database.lasting(queries.area, chosen.area), chosen.as_of)
        title = f"{measures[chosen.indicator]}, {chosen.year}, by district: {place['name']}"
        drawn, names, known = maps.promised(chosen.area, chosen.indicator, chosen.year, chosen.as_of)
    elif (series := described.series_of(chosen.indicator)) is None:
        return None
    else:
        unit, layer = series["unit"], database.lasting(queries.map_layer, chosen.area, series["series_id"])
        title = f"{series['series_title']}, {chosen.year}, {maps.by(layer)}: {place['name']}"
        drawn, names, known = database.shared(maps.drawn, layer, chosen.indicator, chosen.year)
    if not known:
        return None
    rows = {code: {"text": text, "class": level} for code, text, level, _ in drawn["rows"]}
    by_code = dict(zip(rows, names, strict=True))
    alt = f"{title}. {known} of {len(rows)} places have a figure."
    return Map(title, alt, unit, by_code, rows, [one["label"] for one in drawn["classes"]], layer)


def _of_places() -> Map:
    """Every district of England, to see where they are."""
    with database.cursor() as cursor:
        features = json.loads(queries.boundary(cursor, "england"))["features"]
    names = {feature["id"]: feature["properties"]["name"] for feature in features}
    title = maps.places_title(len(names))
    return Map(title, title, "", names, {code: {"text": None, "class": "place"} for code in names}, [], "england")
