"""The script that st.App runs: page settings, navigation, and the page asked for."""

from pathlib import Path

import streamlit as st

from pages.components.finding import asked, pickers
from pages.components.markup import notes, templates, waiting
from pages.serving import database, first_build, links, turns

PAGES = Path(__file__).parents[1]

st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
st.logo(str(PAGES.parent / "assets" / "favicon.svg"), size="large")

pages = [
    st.Page(PAGES / f"{name}.py", title=title, default=name == links.FIRST_PAGE) for name, title in links.PAGES.items()
]
page = st.navigation(pages, position="hidden")
# Links of our own: each takes the choices along, in one step of the browser's history.
templates.show("page/pages", pages=[(links.carried(one.url_path), one.title, one == page) for one in pages])
if not database.is_built():
    first_build.show()
    st.stop()
notice = st.empty()
try:
    # The address is that of wire.addresses; Streamlit tells of none where it is this machine's own.
    with turns.TURNS.taken(st.context.ip_address or "here", lambda: waiting.say(notice)):
        notice.empty()
        if page.title != "About the data":  # That page is of the files as they are.
            day = pickers.as_of()
            if day is None and (written := asked.text("as_of")) not in (None, pickers.LATEST):
                asked.unknown("the day", written, "the latest that is known", "which is no day that has come")
            notes.as_of_banner(day)
        page.run()
        templates.show("page/footer")
except turns.TooMany:
    waiting.try_again(notice)
except database.NoWarehouse:  # It was damaged while it was read: there is another by now, or words.
    st.rerun()
