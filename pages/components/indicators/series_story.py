"""One published series on the page of its indicator: meaning, trend, spread, map, download."""

from data_pipeline import queries, words
from pages.components.drawings import charts, maps, spread_chart, trend_chart
from pages.components.indicators import headings, levels, readings
from pages.components.judgements import gaps, standing
from pages.components.markup import meanings, notes, tables
from pages.components.promises import promise_rows
from pages.components.scrutiny import timeline
from pages.components.sharing import said, share
from pages.serving import database


def show(place: dict | None, chosen: dict, year: str, points: list[dict], as_of: str | None) -> share.Said:
    """The published figures of a place, or of England. `points`: what was promised there of the same indicator.

    Returns what there is to take along of them.
    """
    series_id, name, code = chosen["series_id"], chosen["indicator"], place["area_code"] if place else None
    area = place or {"area_code": queries.ENGLAND, "name": "England"}
    with database.cursor() as cursor:
        line = queries.card_line(cursor, code, series_id, year) if code else None
        direction = queries.direction(cursor, area["area_code"], series_id, year)
        compared = queries.comparisons(cursor, code, year, series_id=series_id).get(series_id, {}) if code else {}
        people = queries.people_counted(cursor, place, chosen, year) if place else None

    told = []
    if points:
        notes.html(
            "<h2>The published national figures{}</h2>",
            "" if chosen["basis"] == "exact" else f": {chosen['series_title']}",
        )
    if line:
        told = words.paragraphs.clauses(area["name"], line, chosen, direction, compared, people, meanings.verdicts())
        standing.told(told)
    if place and not points:
        notes.html('<p class="quiet">{}</p>', words.promises.no_target(place["name"]))
    headings.meaning(database.lasting(queries.indicator, name))

    if place:
        found = database.lasting(queries.other_levels, series_id, place["area_code"])
        defined = database.lasting(queries.catalogue).get(name)
        levels.show(name, found, defined and defined["level_in_words"])
    _over_time(area, chosen, year, points, as_of, direction)
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
    if any(row["value"] is not None for row in database.shared(queries.area_map, layer, name, year)):
        notes.html("<h2>On the map in {}</h2>", year)
        maps.figure_map(layer, queries.ENGLAND, chosen, year, f"{chosen['series_title']}, {year}, England", chosen=code)
    notes.source(chosen)
    notes.download(chosen)
    return said.measure(place, chosen, year, line, told, as_of)


def _over_time(
    area: dict, chosen: dict, year: str, points: list[dict], as_of: str | None, direction: dict | None
) -> None:
    """The run of a place beside those it is compared with, as a chart and as a table, and which way it goes."""
    notes.html("<h2>{} over time</h2>", area["name"])
    found = trend_chart.of(area, chosen, points, as_of)
    if found.chart:
        charts.show(found.chart, "trend", charts.choices(area, chosen, year), charts.IN_TABLE)
        if broken := readings.broken(found.rows):
            notes.html('<p class="quiet">{}</p>', broken.strip())
        standing.direction(direction, chosen)
        if points and not found.promised:
            notes.html('<p class="quiet">{}</p>', promise_rows.WHY_NOT_DRAWN)
    else:
        notes.html('<p class="answer">No figure is published for {} in this series.</p>', area["name"])
    timeline.show(timeline.of_series(area, chosen["indicator"], as_of), found.chart)
    if found.rows:
        with notes.folded("The same figures as a table" if found.chart else "What is published for each year instead"):
            tables.plain(*readings.trend_table(area["name"], found.rows, found.beside, chosen))


def _among_all(area: dict, chosen: dict, year: str) -> None:
    """Where the place lies among all places of its kind."""
    notes.html("<h2>Among all places in {}</h2>", year)
    found = spread_chart.of(area, chosen, year)
    if found.chart is None:
        england = database.lasting(queries.figure_of, queries.ENGLAND, chosen["series_id"], year)
        headings.outside_series(chosen, year, {"agreement": "agreement area"}.get(found.kind, found.kind), england)
        return
    charts.show(found.chart, "spread", charts.choices(area, chosen, year))
    readings.spread_note(found.here, found.quartiles, chosen)
