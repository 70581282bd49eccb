"""One county, region or all England: its districts, coloured by one measure in one year."""

import streamlit as st

from data_pipeline import queries
from pages.components import database, maps, notes, pickers, readings

names = {row["area_code"]: row["name"] for row in database.lasting(queries.map_scopes)}
series = {row["indicator"]: row for row in database.lasting(queries.series)}
titles = {name: row["series_title"] for name, row in series.items()}
views = {"map": "Map", "hexagons": "Hexagons"}

heading = st.container()
with pickers.row():
    scope = pickers.choose("Where", "county", names, default=queries.ENGLAND, width=230)
    indicator = pickers.choose("Measure", "indicator", titles, default="NI 55", width=420)
    year = pickers.year(width=130)
    view = pickers.choose("Drawn as", "view", views, default="map", width=140)

chosen = series[indicator]
layer = database.lasting(queries.map_layer, scope, chosen["series_id"])
kind = "agreement area" if layer == "agreement" else "district"
title = f"{names[scope]} by {kind}"
st.set_page_config(page_title=f"{title}: {chosen['series_title']}, {year}")
with heading:
    notes.html('<h1>{}</h1><p class="kicker">{} · {} · {}</p>', title, chosen["series_title"], indicator, year)
rows = database.shared(queries.area_map, layer, indicator, year)
whole = database.lasting(queries.figure_of, scope, chosen["series_id"], year)
readings.map_reading(rows, chosen, year, layer, names[scope], whole)
shape = "tiles" if view == "hexagons" and layer != "agreement" else layer
caption = f"{chosen['series_title']}, {year}, by {kind}: {names[scope]}"
maps.figure_map(layer, chosen, year, caption, shape, st.session_state.get("chosen_area"))
notes.source(chosen)
