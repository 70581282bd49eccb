"""One area: its themes as cards, Portsmouth-style."""

import streamlit as st

from data_pipeline import queries
from pages.components import cards, database, pickers

with database.cursor() as cursor:
    areas = queries.areas(cursor)
    years = queries.reporting_years(cursor)
    asked = st.query_params.get("area")
    area = queries.area(cursor, asked) if asked else None
    if asked and area is None:
        cards.unknown_area(asked, queries.places(cursor, asked, limit=6))
        st.stop()
    if area and asked != area["area_code"]:
        st.query_params["area"] = area["area_code"]

    heading = st.container()
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        code = pickers.choose(
            "Area",
            "area",
            [row["area_code"] for row in areas],
            pickers.area_labels(areas),
            placeholder="Type or choose a place",
        )
    with right:
        year = pickers.choose("Year", "year", years, {}, default="2010/11")

    if code is None:
        heading.title("Report card")
        st.html('<p class="lead">Choose an area above, or <a href="/">find yours by town or ward</a>.</p>')
        st.stop()

    area = queries.area(cursor, code)
    with heading:
        cards.heading(area, year)
    rows = queries.report_card(cursor, code, year)
    counts = {count["laa_theme"]: count for count in queries.card_counts(cursor, code, year)}
    cards.summary(area, year, counts[None], rows, queries.headlines(cursor, code, year))
    for theme in queries.themes(cursor):
        cards.theme(theme, year, counts.get(theme), [row for row in rows if row["laa_theme"] == theme])
