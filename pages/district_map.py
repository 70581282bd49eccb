"""One county, region or all England: its districts, coloured by one measure in one year."""

from data_pipeline import queries, words
from pages.components.drawings import maps
from pages.components.finding import asked, pickers
from pages.components.indicators import readings
from pages.components.judgements import gaps
from pages.components.markup import notes
from pages.components.promises import promise_rows, promise_story
from pages.components.sharing import said, share
from pages.components.surfaces import on_page
from pages.serving import database, links

scopes = {row["area_code"]: row for row in database.lasting(queries.map_scopes)}
names = {code: notes.named(row) for code, row in scopes.items()}
series = {row["indicator"]: row for row in database.lasting(queries.series)}
views = {"map": "Map", "hexagons": "Hexagons"}

as_of = pickers.as_of()
heading = on_page().slot()
with on_page().row():
    scope = pickers.map_scope(names, width=230)
    place = scopes[scope]
    drawn = database.lasting(queries.promise_maps, scope, as_of) if place["is_example"] else {}
    measures = promise_rows.measures(database.lasting(queries.area, scope), as_of) if drawn else {}
    titles = {name: measures[name] for name in drawn} or {name: row["series_title"] for name, row in series.items()}
    indicator = pickers.choose("Measure", "indicator", titles, next(iter(drawn), "NI 55"), asked.indicator, width=420)
    if drawn:
        years = {year: year for year in drawn[indicator]}
        year = pickers.choose("Year", "year", years, drawn[indicator][0], asked.year, width=130)
    else:
        year = pickers.year(as_of, width=130)
        view = pickers.choose("Drawn as", "view", views, default="map", width=140)

layer = scope if drawn else database.lasting(queries.map_layer, scope, series[indicator]["series_id"])
kind = "agreement area" if layer == "agreement" else "district"
title = f"{place['name']} by {kind}"
on_page().title(f"{notes.example_prefix(place)}{title}: {titles[indicator]}, {year}")
with heading:
    notes.example_banner(place)
    notes.html('<h1>{}</h1><p class="kicker">{} · {} · {}</p>', title, titles[indicator], indicator, year)
told = share.Said(words.messages.SITE)
if drawn:
    promise_story.lead(database.lasting(queries.area, scope), indicator, as_of)
    maps.promise_map(scope, {"indicator": indicator, "title": titles[indicator]}, year, as_of)
    told = said.promise_map(place, indicator, titles[indicator], year, as_of)
elif year is None:
    notes.html('<p class="lead">{}</p>', pickers.NO_YEAR)
else:
    chosen = series[indicator]
    rows = database.shared(queries.area_map, layer, indicator, year)
    whole = database.lasting(queries.figure_of, scope, chosen["series_id"], year)
    readings.map_reading(rows, chosen, year, layer, place["name"], whole)
    gaps.of_scope(place, chosen, year, as_of)
    shape = "tiles" if view == "hexagons" and layer != "agreement" else layer
    caption = f"{chosen['series_title']}, {year}, by {kind}: {place['name']}"
    maps.figure_map(layer, scope, chosen, year, caption, shape, pickers.outlined())
    notes.source(chosen)
    address = links.page("theme", theme=chosen["laa_theme"], county=scope, indicator=indicator, year=year)
    notes.html('<p class="next"><a href="{}">Every measure of {}</a></p>', address, chosen["laa_theme"])
    told = said.figure_map(place, chosen, year, rows, as_of)
with heading:
    share.show(told)
