"""One indicator: what it means, its trend, its spread, its map, and every figure to take away."""

import streamlit as st

from data_pipeline import queries
from pages.components import charts, database, maps, notes, pickers, readings, tables

series = {row["indicator"]: row for row in database.lasting(queries.series)}
titles = {name: f"{row['series_title']} ({name})" for name, row in series.items()}
asked = st.query_params.get("indicator")
if asked and asked not in series:
    titles = {asked: asked, **titles}

heading = st.container()
with pickers.row():
    name = pickers.choose("Measure", "indicator", titles, default="NI 55", width=460)
    code = pickers.area(width=330)
    year = pickers.year(width=130)

if name not in series:
    st.set_page_config(page_title=name)
    with heading:
        readings.indicator_without_figures(name, database.lasting(queries.indicator, name), series)
else:
    chosen = series[name]
    series_id = chosen["series_id"]
    area = database.lasting(queries.area, code) if code else {"area_code": queries.ENGLAND, "name": "England"}
    st.set_page_config(page_title=f"{chosen['series_title']}: {area['name']}")
    kind = "agreement" if area.get("area_type") == "county" else "district"
    layer = database.lasting(queries.map_layer, queries.ENGLAND, series_id)
    comparators = readings.comparators(area)
    among = database.shared(queries.area_map, "agreement" if kind == "agreement" else "england", name, year)
    quartiles = database.lasting(queries.spread, series_id, year, kind)
    with database.cursor() as cursor:
        line = queries.card_line(cursor, code, series_id, year) if code else None
        trends = queries.trend(cursor, series_id, [area["area_code"], *(other for _, other, _ in comparators)])

    with heading:
        notes.html('<h1>{}</h1><p class="kicker">{} · {}</p>', chosen["series_title"], name, chosen["laa_theme"])
    if line:
        readings.place_reading(area, line, chosen)
    readings.meaning(database.lasting(queries.indicator, name))

    notes.html("<h2>{} over time</h2>", area["name"])
    rows = trends.get(area["area_code"])
    beside = {kind: (label, trends[other]) for kind, other, label in comparators if other in trends}
    if rows:
        charts.trend(area["name"], rows, beside, chosen, readings.trend_text(area["name"], rows, chosen))
        with st.expander("The same figures as a table"):
            tables.plain(*readings.trend_table(area["name"], rows, beside, chosen))
    else:
        notes.html('<p class="answer">No figure is published for {} in this series.</p>', area["name"])

    notes.html("<h2>Among all places in {}</h2>", year)
    here = next((row for row in among if row["area_code"] == code), None)
    if quartiles:
        charts.spread(here, among, quartiles, chosen, readings.spread_text(here, quartiles, chosen, year))
        readings.spread_note(here, quartiles, chosen)
    else:
        readings.outside_series(chosen, year)

    notes.html("<h2>On the map in {}</h2>", year)
    maps.figure_map(layer, chosen, year, f"{chosen['series_title']}, {year}, England", chosen=code)
    notes.source(chosen)
    notes.download(chosen)
