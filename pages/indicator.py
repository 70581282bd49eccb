"""One indicator: what it means, its trend, its spread, its map, and every figure to take away."""

import streamlit as st

from data_pipeline import queries
from pages.components import charts, database, links, maps, notes, pickers, readings, tables

with database.cursor() as cursor:
    series = {row["indicator"]: row for row in queries.series(cursor)}
    asked = st.query_params.get("indicator")
    heading = st.container()
    areas = queries.areas(cursor)
    with pickers.row():
        titles = {name: f"{row['series_title']} ({name})" for name, row in series.items()}
        codes = [row["area_code"] for row in areas]
        labels = pickers.area_labels(areas)
        if asked and asked not in series:
            titles = {asked: asked, **titles}
        name = pickers.choose("Measure", "indicator", list(titles), titles, default="NI 55", width=460)
        code = pickers.choose("Area", "area", codes, labels, placeholder="Type or choose a place", width=330)
        year = pickers.choose("Year", "year", queries.reporting_years(cursor), {}, default="2010/11", width=130)

    if name not in series:
        with heading:
            readings.indicator_without_figures(name, queries.indicator(cursor, name), series)
    else:
        chosen = series[name]
        series_id = chosen["series_id"]
        area = queries.area(cursor, code) if code else None
        st.set_page_config(page_title=f"{chosen['series_title']}: {area['name'] if area else 'England'}")
        with heading:
            notes.html("<h1>{}</h1><p class=kicker>{} · {}</p>", chosen["series_title"], name, chosen["laa_theme"])
        if area:
            readings.place_reading(area, queries.card_line(cursor, code, series_id, year))
        readings.meaning(queries.indicator(cursor, name))

        place = area or {"area_code": queries.ENGLAND, "name": "England"}
        notes.html("<h2>{} over time</h2>", place["name"])
        rows = queries.trend(cursor, series_id, place["area_code"])
        beside = {
            kind: (other, queries.trend(cursor, series_id, other["code"])) for kind, other in readings.beside(area)
        }
        beside = {kind: (other["name"], line) for kind, (other, line) in beside.items() if line}
        if rows:
            charts.trend(place["name"], rows, beside, chosen, readings.trend_text(place["name"], rows, chosen))
            with st.expander("The same figures as a table"):
                tables.plain(*readings.trend_table(place["name"], rows, beside, chosen))
        else:
            notes.html('<p class="answer">No figure is published for {} in this series.</p>', place["name"])

        notes.html("<h2>Among all places in {}</h2>", year)
        layer = queries.map_layer(cursor, queries.ENGLAND, series_id)
        kind = "agreement" if area and area["area_type"] == "county" else "district"
        among = queries.area_map(cursor, "agreement" if kind == "agreement" else "england", name, year)
        here = next((row for row in among if row["area_code"] == code), None)
        quartiles = queries.spread(cursor, series_id, year, kind)
        if quartiles:
            charts.spread(here, among, quartiles, chosen, readings.spread_text(here, quartiles, chosen, year))
            readings.spread_note(here, quartiles, chosen)
        else:
            readings.outside_series(chosen, year)

        notes.html("<h2>On the map in {}</h2>", year)
        maps.figure_map(
            queries.area_map(cursor, layer, name, year),
            queries.map_classes(cursor, series_id),
            chosen,
            year,
            links.geometry(layer, queries.fingerprint(cursor)),
            f"{chosen['series_title']}, {year}, England",
            chosen=code,
        )
        notes.source(chosen)
        notes.download(chosen)
