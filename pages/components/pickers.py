"""Pickers whose choice lives in the address as a code, so that any view can be shared."""

import streamlit as st

from data_pipeline import queries
from pages.components import database, notes


def row() -> st.delta_generator.DeltaGenerator:
    """Pickers side by side, as many as fit."""
    return st.container(horizontal=True, vertical_alignment="bottom", key="pickers")


def choose(label: str, name: str, options: dict[str, str], default: str | None = None, **extra) -> str | None:
    """A select box for `?name=code`. What was chosen on another page is kept; nonsense is not.

    `options`: code -> the words shown. Returns the chosen code, or None while there is none.
    """
    key = f"pick_{name}"
    wanted = st.query_params.get(name) or st.session_state.get(f"chosen_{name}")
    chosen = wanted if wanted in options else default
    # The address decides: written before the widget is made, so that both always agree.
    st.session_state[key] = chosen

    def keep() -> None:
        if st.session_state[key] is not None:
            st.query_params[name] = st.session_state[key]

    st.selectbox(label, list(options), format_func=options.get, key=key, on_change=keep, **extra)
    if chosen is not None:
        remember(name, chosen)
    return chosen


def switch(label: str, name: str, options: dict[str, str], default: str) -> str:
    """A row of buttons for `?name=code`: like `choose`, for a few views of one thing."""
    key = f"pick_{name}"
    wanted = st.query_params.get(name)
    chosen = wanted if wanted in options else default
    st.session_state[key] = chosen

    def keep() -> None:
        # A second press on the chosen button would choose none.
        st.query_params[name] = st.session_state[key] or chosen

    st.segmented_control(label, list(options), format_func=options.get, key=key, on_change=keep)
    return chosen


def area(**extra) -> str | None:
    """Any area with a card, by name."""
    options = database.lasting(_area_names)
    return choose("Area", "area", options, placeholder="Type or choose a place", **extra)


def year(**extra) -> str:
    """A reporting year, the latest first; the agreements' last unless another is chosen."""
    years = database.lasting(queries.reporting_years)
    return choose("Year", "year", {year: year for year in years}, default="2010/11", **extra)


def _area_names(cursor) -> dict[str, str]:
    return {row["area_code"]: notes.named(row) for row in queries.areas(cursor)}


def remember(name: str, value: str) -> None:
    """Put a choice in the address and carry it to the other pages."""
    st.session_state[f"chosen_{name}"] = value
    if st.query_params.get(name) != value:
        st.query_params[name] = value


AREA_TYPES = {
    "county": "county",
    "district": "district",
    "unitary": "unitary authority",
    "metropolitan": "metropolitan borough",
    "london_borough": "London borough",
    "region": "region",
    "country": "country",
    "former_district": "district until 2009",
    "later_council": "later council",
    "ward": "ward",
}
