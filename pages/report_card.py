"""One area: its themes as cards, Portsmouth-style."""

import streamlit as st

from data_pipeline import queries
from pages.components import answers, cards, database, notes, pickers

asked = st.query_params.get("area")
known = database.lasting(queries.area, asked) if asked else None
if known:  # A code of another year opens the area it stands for.
    pickers.remember("area", known["area_code"])

heading = st.container()
with pickers.row():
    code = pickers.area()
    year = pickers.year(width=130)

if asked and not known:
    with heading, database.cursor() as cursor:
        answers.unknown_area(asked, queries.places(cursor, asked, limit=5, closeness=0.6))
elif code is None:
    st.set_page_config(page_title="Report card")
    heading.html("<h1>Report card</h1>")
    st.html('<p class="lead">Choose an area above, or <a href="/">find yours by town or ward</a>.</p>')
else:
    area = database.lasting(queries.area, code)
    st.set_page_config(page_title=f"{area['name']}: report card {year}")
    with heading:
        cards.heading(area, year)
    with database.cursor() as cursor:
        lines = {row["series_id"]: row for row in queries.report_card(cursor, code, year)}
        trends = queries.trends(cursor, code)
        counts = queries.card_counts(cursor, code, year)
        headlines = queries.headlines(cursor, code, year)
    rows = [{**series, **lines[series["series_id"]]} for series in database.lasting(queries.series)]
    card = [cards.summary(area, year, counts[None], rows, headlines, database.lasting(queries.districts, code))]
    for theme in database.lasting(queries.themes):
        card.append(
            cards.theme(theme, area, year, counts[theme], [row for row in rows if row["laa_theme"] == theme], trends)
        )
    notes.html("{}", notes.join(card))
