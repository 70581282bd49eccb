"""The life of the server: what it does before the first visitor, and what it says when a page fails."""

import asyncio
import gc
import re
from contextlib import asynccontextmanager
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import streamlit as st
from streamlit import config
from streamlit.logger import get_logger

from pages.components.markup import templates
from pages.serving import noting, routes, sending
from pages.serving.answers import first
from pages.serving.health import HEALTH
from pages.serving.wire import descriptors, watching

LOG = get_logger(__name__)
PROJECT = Path(__file__).parents[2]
PRELOADED = ("pandas", "plotly.graph_objects", "streamlit.elements.plotly_chart", "streamlit.elements.html")
FIRST_SCRIPTS = re.compile(r"js/(Html|PlotlyChart|BidiComponent|Selectbox|TextInput)\..*\.js")


def preload() -> None:
    """Do before the first visitor what the first visitors would otherwise race to do."""
    for module in PRELOADED:
        import_module(module)
    for path in sorted((PROJECT / "pages" / "components").rglob("*.py")):
        import_module(".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"))
    templates.load()
    first.code()
    sending.page()
    files = routes.files_in(sending.STREAMLIT / "static")
    needed = re.findall(r'"\./static/(.*?)"', sending.scripts())
    for name in {*needed, *(name for name in files.names if FIRST_SCRIPTS.fullmatch(name))}:
        files.compress(name)


@asynccontextmanager
async def lifespan(app: st.App):
    # It looks through all its settings for those of its theme, twelve times with each run of a page.
    config.get_options_for_section = lru_cache(config.get_options_for_section)
    # Streamlit draws every fault of a page in the log before it hands it on; `on_script_error` tells it in a line.
    get_logger("streamlit.error_util").disabled = True
    descriptors.make_the_most_of_them()
    if not watching.WATCH.is_kept:
        LOG.warning(
            "Started by streamlit run: requests and messages that do not end, and readers that do not read, are not "
            "bounded, and any program of this machine may name another visitor. python app.py does both."
        )
    await asyncio.to_thread(preload)
    noting.calm("uvicorn", "streamlit", "asyncio")
    await asyncio.to_thread(HEALTH.begin)
    # What is loaded by now stays for good: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    yield
    HEALTH.end()


def on_script_error(error: Exception) -> bool:
    """Say sorry on the page and put the fault in the log; never show a traceback to a visitor."""
    noting.fault("A page failed", error)
    st.error("Something went wrong on our side. The fault has been noted. Please try another place or reload the page.")
    return True
