"""The script that st.App runs: page settings, navigation, and the page asked for."""

from pathlib import Path

import streamlit as st

from pages.components.finding import pickers
from pages.components.markup import notes, templates
from pages.serving import database, first_build

PAGES = Path(__file__).parents[1]

st.set_page_config(page_icon=":material/fact_check:", layout="wide", initial_sidebar_state="collapsed")
st.logo(str(PAGES.parent / "assets" / "favicon.svg"), size="large")

page = st.navigation(
    [
        st.Page(PAGES / "find_your_area.py", title="Find your area", default=True),
        st.Page(PAGES / "report_card.py", title="Report card"),
        st.Page(PAGES / "district_map.py", title="District map"),
        st.Page(PAGES / "indicator.py", title="Indicator"),
        st.Page(PAGES / "about_the_data.py", title="About the data"),
    ],
    position="top",
)
if database.is_built() or first_build.show():
    if page.title != "About the data":  # That page is of the files as they are.
        notes.as_of_banner(pickers.as_of())
    page.run()
    templates.show("page/footer")
