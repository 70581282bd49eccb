"""One area: its themes as cards, Portsmouth-style."""

import streamlit as st

from data_pipeline import queries
from pages.components import cards, database, pickers

with database.cursor() as cursor:
    asked = st.query_params.get("area")
    known = queries.area(cursor, asked) if asked else None
    if known:  # A code of another year opens the area it stands for.
        pickers.remember("area", known["area_code"])

    heading = st.container()
    areas = queries.areas(cursor)
    with pickers.row():
        codes = [row["area_code"] for row in areas]
        code = pickers.choose("Area", "area", codes, pickers.area_labels(areas), placeholder="Type or choose a place")
        year = pickers.choose("Year", "year", queries.reporting_years(cursor), {}, default="2010/11", width=130)

    if asked and not known:
        with heading:
            cards.unknown_area(asked, queries.places(cursor, asked, limit=5, closeness=0.6))
    elif code is None:
        heading.html("<h1>Report card</h1>")
        st.html('<p class="lead">Choose an area above, or <a href="/">find yours by town or ward</a>.</p>')
    else:
        area = queries.area(cursor, code)
        st.set_page_config(page_title=f"{area['name']}: report card {year}")
        with heading:
            cards.heading(area, year)
        rows = queries.report_card(cursor, code, year)
        counts = {count["laa_theme"]: count for count in queries.card_counts(cursor, code, year)}
        headlines = queries.headlines(cursor, code, year)
        cards.summary(area, year, counts[None], rows, headlines, queries.districts(cursor, code))
        names = {"england": "England", "region": area["region"], "county": area["county_name"]}
        for theme in queries.themes(cursor):
            cards.theme(theme, year, counts[theme], [row for row in rows if row["laa_theme"] == theme], names)
