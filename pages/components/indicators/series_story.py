"""One published series on the page of its indicator: meaning, trend, spread, map, download."""

from data_pipeline import queries
from pages.components.drawings import maps, spread_chart, trend_chart
from pages.components.indicators import headings, readings
from pages.components.judgements import gaps, standing
from pages.components.markup import notes, tables
from pages.components.promises import promise_rows
from pages.serving import database


def show(place: dict | None, chosen: dict, year: str, points: list[dict], as_of: str | None) -> None:
    """The published figures of a place, or of England. `points`: what was promised there of the same indicator."""
    series_id, name, code = chosen["series_id"], chosen["indicator"], place["area_code"] if place else None
    area = place or {"area_code": queries.ENGLAND, "name": "England"}
    comparators = readings.comparators(area, chosen)
    with database.cursor() as cursor:
        line = queries.card_line(cursor, code, series_id, year) if code else None
        direction = queries.directions_by_series(cursor, area["area_code"], year).get(series_id)
        compared = queries.comparisons(cursor, code, year).get(series_id, {}) if code else {}
        people = queries.people_counted(cursor, code, series_id, year) if code else None
        drawn = [area["area_code"], *(other for _, other, _ in comparators)]
        runs = queries.runs_of_series(cursor, series_id, drawn, as_of)

    if points:
        notes.html(
            "<h2>The published national figures{}</h2>",
            "" if chosen["basis"] == "exact" else f": {chosen['series_title']}",
        )
    if line:
        standing.paragraph(area, line, chosen, direction, compared, people)
    headings.meaning(database.lasting(queries.indicator, name))

    _over_time(area, chosen, points, comparators, runs, direction)
    if compared:
        standing.beside(area, year, compared, chosen)
        standing.similar(area, database.lasting(queries.similar_areas, code), year, name)
    if chosen["is_of_few_places"]:
        notes.html(
            '<p class="quiet">This series is of {} places only, {} to {}. None is set beside the rest of England.</p>',
            chosen["area_count"],
            chosen["first_year"],
            chosen["last_year"],
        )
    else:
        _among_all(area, chosen, year)
    gaps.story(area, chosen, year, as_of)

    layer = database.lasting(queries.map_layer, queries.ENGLAND, series_id)
    if _is_known(database.shared(queries.area_map, layer, name, year)):
        notes.html("<h2>On the map in {}</h2>", year)
        maps.figure_map(layer, chosen, year, f"{chosen['series_title']}, {year}, England", chosen=code)
    notes.source(chosen)
    notes.download(chosen)


def _over_time(
    area: dict, chosen: dict, points: list[dict], comparators: list[tuple], runs: dict, direction: dict | None
) -> None:
    """The run of a place beside those it is compared with, as a chart and as a table, and which way it goes."""
    notes.html("<h2>{} over time</h2>", area["name"])
    beside = {kind: (label, runs[other]) for kind, other, label in comparators if _is_known(runs.get(other, []))}
    rows = runs.get(area["area_code"], [])
    if _is_known(rows):
        promised = promise_rows.on_series(points, area["area_code"], chosen)
        alt = readings.trend_text(area["name"], rows, chosen)
        trend_chart.draw(area["name"], rows, beside, chosen, alt, promised)
        if said := readings.broken(rows):
            notes.html('<p class="quiet">{}</p>', said.strip())
        standing.direction(direction, chosen)
        if points and not promised:
            notes.html('<p class="quiet">{}</p>', promise_rows.WHY_NOT_DRAWN)
    else:
        notes.html('<p class="answer">No figure is published for {} in this series.</p>', area["name"])
    if rows:
        with notes.folded(
            "The same figures as a table" if _is_known(rows) else "What is published for each year instead"
        ):
            tables.plain(*readings.trend_table(area["name"], rows, beside, chosen))


def _is_known(rows: list[dict]) -> bool:
    return any(row["value"] is not None for row in rows)


def _among_all(area: dict, chosen: dict, year: str) -> None:
    """Where the place lies among all places of its kind."""
    kind = "agreement" if area.get("area_type") == "county" else "district"
    layer = "agreement" if kind == "agreement" else "england"
    among = database.shared(queries.area_map, layer, chosen["indicator"], year)
    quartiles = database.lasting(queries.spread, chosen["series_id"], year, kind)
    notes.html("<h2>Among all places in {}</h2>", year)
    if quartiles is None:
        england = database.lasting(queries.figure_of, queries.ENGLAND, chosen["series_id"], year)
        headings.outside_series(chosen, year, {"agreement": "agreement area"}.get(kind, kind), england)
        return
    here = next((row for row in among if row["area_code"] == area["area_code"]), None)
    spread_chart.draw(here, among, quartiles, chosen, readings.spread_text(here, quartiles, chosen, year))
    readings.spread_note(here, quartiles, chosen)
