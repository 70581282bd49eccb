"""Landing page: type a place, or pick it on the map."""

import streamlit as st

from data_pipeline import queries
from pages.components import cards, database, links, maps, notes

st.title("Is your area keeping its promises?")
st.html(
    '<p class="lead">From 2008 to 2011 every council in England and its partners signed a Local Area Agreement '
    "with government. Find your area to see what was measured there, what got better and what did not.</p>"
)

text = st.text_input(
    "Your town, village, ward, district, borough or county",
    value=st.query_params.get("place", ""),
    placeholder="For example Fareham, Southwark or Cumbria",
    key="place",
)
if text.strip():
    st.query_params["place"] = text.strip()

with database.cursor() as cursor:
    if not text.strip():
        st.query_params.pop("place", None)
    elif queries.looks_like_postcode(text):
        notes.html(
            '<p class="answer">Postcodes cannot be looked up here yet: the list of postcodes is not installed. '
            "Please type your town, ward or council instead of <b>{}</b>.</p>",
            text.strip().upper(),
        )
    else:
        cards.places(text.strip(), queries.places(cursor, text))

    st.header("Or pick it on the map")
    rows = queries.areas(cursor)
    maps.place_map(
        [row for row in rows if row["area_type"] != "county"],
        links.geometry("england", queries.fingerprint(cursor)),
        "Map of England's 326 districts and boroughs of 2009 to 2013",
    )
