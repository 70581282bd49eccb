"""The script that st.App runs: page settings, navigation, and the page asked for."""

import streamlit as st

from pages.components.finding import frame
from pages.components.markup import waiting
from pages.components.surfaces import writing
from pages.components.surfaces.joined import joined
from pages.serving import database, first_build, links, turns

st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
st.logo(str(links.ASSETS / "favicon.svg"), size="large")

pages = [
    st.Page(links.script(name), title=page.title, default=name == links.FIRST_PAGE)
    for name, page in links.PAGES.items()
]
page = st.navigation(pages, position="hidden")
name = page.url_path or links.FIRST_PAGE
# Read once: a page asks a hundred times what its address says, and Streamlit looks each time whether it may tell.
asked = links.joined((name, value) for name in st.query_params for value in st.query_params.get_all(name))
# As the browser has it, behind whatever proxy.
site = "/".join((st.context.url or "").split("/", 3)[:3])
with links.at(asked):
    frame.ways(name)
if not database.is_built():
    first_build.show()
    st.stop()
notice = st.empty()
try:
    # The address is that of wire.addresses; Streamlit tells of none where it is this machine's own.
    with turns.TURNS.taken(st.context.ip_address or "here", f"/{page.url_path}", lambda: waiting.say(notice)):
        notice.empty()
        with links.at(asked, site), joined() as surface, writing(surface):
            frame.body(name, page.run)
except turns.TooMany:
    waiting.try_again(notice)
except database.NoWarehouse:  # It was damaged while it was read: there is another by now, or words.
    st.rerun()
