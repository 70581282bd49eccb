"""One indicator: what it means, its trend, its spread, its map, and every figure to take away."""

import streamlit as st

from data_pipeline import queries
from pages.components import charts, database, links, maps, notes, pickers, readings, tables

with database.cursor() as cursor:
    series = {row["indicator"]: row for row in queries.series(cursor)}
    asked = st.query_params.get("indicator")
    if asked and asked not in series:
        readings.indicator_without_figures(asked, queries.indicator(cursor, asked), series)
        st.stop()
    areas = queries.areas(cursor)
    heading = st.container()
    measure, place, when = st.columns([3, 2, 1], vertical_alignment="bottom")
    with measure:
        titles = {name: f"{row['series_title']} ({name})" for name, row in series.items()}
        name = pickers.choose("Measure", "indicator", list(series), titles, default="NI 55")
    with place:
        codes = [row["area_code"] for row in areas]
        code = pickers.choose("Area", "area", codes, pickers.area_labels(areas), placeholder="Type or choose a place")
    with when:
        year = pickers.choose("Year", "year", queries.reporting_years(cursor), {}, default="2010/11")

    card = queries.indicator(cursor, name)
    chosen = series[name]
    area = queries.area(cursor, code) if code else None
    with heading:
        notes.html('<h1>{}</h1><p class="kicker">{} · {}</p>', chosen["series_title"], name, chosen["laa_theme"])
    readings.meaning(card)

    series_id, unit, decimals = chosen["series_id"], chosen["unit"], chosen["decimals"]
    main = area or {"area_code": queries.ENGLAND, "name": "England", "region_code": None, "county_code": None}
    others = {
        f"{kind}: {label}" if label else kind: queries.trend(cursor, series_id, [other])
        for kind, label, other in (
            ("England", None, queries.ENGLAND),
            ("Region", main.get("region"), main["region_code"]),
            ("County", main.get("county_name"), main["county_code"]),
        )
        if other and other != main["area_code"]
    }
    others = {label: rows for label, rows in others.items() if rows}
    rows = queries.trend(cursor, series_id, [main["area_code"]])
    st.header(f"{main['name']} over time")
    if rows:
        charts.trend(main["name"], rows, others, unit, decimals, readings.trend_text(main["name"], rows, chosen))
        with st.expander("The same figures as a table"):
            tables.plain(*readings.trend_table(main["name"], rows, others, chosen))
    else:
        notes.html('<p class="answer">No figure has been published for {} in this series.</p>', main["name"])

    kind = "agreement" if area and area["area_type"] == "county" else "district"
    among = queries.area_map(cursor, "agreement" if kind == "agreement" else "england", name, year)
    quartiles = queries.spread(cursor, series_id, year, kind)
    st.header(f"Among all places in {year}")
    if quartiles:
        here = next((row for row in among if area and row["area_code"] == area["area_code"]), None)
        charts.spread(here, among, quartiles, unit, decimals, readings.spread_text(here, quartiles, chosen, year))
        readings.spread_note(here, quartiles, chosen)
    else:
        notes.html(
            '<p class="answer">The series has no figures for {}. It runs from {} to {}.</p>',
            year,
            chosen["first_year"],
            chosen["last_year"],
        )

    st.header(f"On the map in {year}")
    layer = queries.map_layer(cursor, queries.ENGLAND, series_id)
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
