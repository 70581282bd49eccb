"""One county, region or all England: its districts, coloured by one measure in one year."""

import streamlit as st

from data_pipeline import queries
from pages.components import database, links, maps, notes, pickers, readings

with database.cursor() as cursor:
    scopes = queries.map_scopes(cursor)
    series = {row["indicator"]: row for row in queries.series(cursor)}
    heading = st.container()
    with pickers.row():
        names = {row["area_code"]: row["name"] for row in scopes}
        titles = {name: row["series_title"] for name, row in series.items()}
        views = {"map": "Map", "hexagons": "Hexagons"}
        scope = pickers.choose("Where", "county", list(names), names, default=queries.ENGLAND, width=230)
        indicator = pickers.choose("Measure", "indicator", list(series), titles, default="NI 55", width=420)
        year = pickers.choose("Year", "year", queries.reporting_years(cursor), {}, default="2010/11", width=130)
        view = pickers.choose("Drawn as", "view", list(views), views, default="map", width=140)

    chosen = series[indicator]
    layer = queries.map_layer(cursor, scope, chosen["series_id"])
    rows = queries.area_map(cursor, layer, indicator, year)
    kind = "agreement area" if layer == "agreement" else "district"
    caption = f"{chosen['series_title']}, {year}, by {kind}: {names[scope]}"
    title = f"{names[scope]} by {kind}"
    st.set_page_config(page_title=f"{title}: {chosen['series_title']}, {year}")
    with heading:
        notes.html('<h1>{}</h1><p class="kicker">{} · {} · {}</p>', title, chosen["series_title"], indicator, year)
    whole = queries.figure_of(cursor, scope, chosen["series_id"], year)
    readings.map_reading(rows, chosen, year, layer, names[scope], whole)
    drawn = "tiles" if view == "hexagons" and layer != "agreement" else layer
    classes = queries.map_classes(cursor, chosen["series_id"])
    address = links.geometry(drawn, queries.fingerprint(cursor))
    maps.figure_map(rows, classes, chosen, year, address, caption, chosen=st.session_state.get("chosen_area"))
    notes.source(chosen)
