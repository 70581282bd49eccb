"""Pickers whose choice lives in the address as a code, so that any view can be shared."""

from datetime import date

import streamlit as st

from data_pipeline import queries, words
from pages.components.markup import notes
from pages.serving import database


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


def year(day: str | None, **extra) -> str | None:
    """A reporting year that had ended by `day`, the latest first; the agreements' last unless another is chosen."""
    years = database.lasting(queries.reporting_years, day)
    default = "2010/11" if "2010/11" in years else next(iter(years), None)
    return choose("Year", "year", {year: year for year in years}, default=default, **extra)


def as_of() -> str | None:
    """The day of `?as_of=2010-06-30`: what was published later is to be left out. None for the latest word.

    It is carried to the other pages until somebody asks for the latest.
    """
    wanted = st.query_params.get("as_of", st.session_state.get("chosen_as_of"))
    try:
        day = date.fromisoformat(wanted or "").isoformat()
    except ValueError:  # Nonsense, or the word for the latest.
        st.query_params.pop("as_of", None)
        st.session_state.pop("chosen_as_of", None)
        return None
    remember("as_of", day)
    return day


NO_YEAR = "No reporting year since the agreements began had ended by then, so there is no national figure to show."
LATEST = "latest"


def edition(agreement_code: str, day: str | None, **extra) -> None:
    """The editions of an agreement to choose from, and the day of the address if it is none of them."""
    found = {row["edition"].isoformat(): _edition(row) for row in database.lasting(queries.editions, agreement_code)}
    last = next(iter(found))
    own = {day: f"{words.figures.day(date.fromisoformat(day))}: the day asked for"} if day and day not in found else {}
    options = {LATEST: f"The latest: {found.pop(last)}", **own, **found}
    key = "pick_as_of"
    st.session_state[key] = LATEST if day in (None, last) else day

    def keep() -> None:
        st.query_params["as_of"] = st.session_state[key] or LATEST

    st.selectbox("As known on", list(options), format_func=options.get, key=key, on_change=keep, **extra)


def _edition(row: dict) -> str:
    """'29 July 2009: Year-end performance report 2008/09'."""
    papers = "; ".join(row["papers"][:1]) + (f" and {len(row['papers']) - 1} more" if len(row["papers"]) > 1 else "")
    return f"{words.figures.edition(row['edition'])}{': ' if papers else ''}{papers}"


def _area_names(cursor) -> dict[str, str]:
    return {row["area_code"]: notes.named(row) for row in queries.areas(cursor)}


def remember(name: str, value: str) -> None:
    """Put a choice in the address and carry it to the other pages."""
    st.session_state[f"chosen_{name}"] = value
    if st.query_params.get(name) != value:
        st.query_params[name] = value
