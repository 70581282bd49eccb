"""Pickers whose choice lives in the address as a code, so that any view can be shared."""

from collections.abc import Sequence

import streamlit as st


def row() -> st.delta_generator.DeltaGenerator:
    """Pickers side by side, as many as fit."""
    return st.container(horizontal=True, vertical_alignment="bottom", key="pickers")


def choose(
    label: str, name: str, options: Sequence[str], labels: dict[str, str], default: str | None = None, **extra
) -> str | None:
    """A select box for `?name=code`. What was chosen on another page is kept; nonsense is not.

    `labels`: code -> the words shown. Returns the chosen code, or None while there is none.
    """
    key = f"pick_{name}"
    wanted = st.query_params.get(name) or st.session_state.get(f"chosen_{name}")
    chosen = wanted if wanted in options else default
    # The address decides: written before the widget is made, so that both always agree.
    st.session_state[key] = chosen

    def keep() -> None:
        if st.session_state[key] is not None:
            st.query_params[name] = st.session_state[key]

    st.selectbox(label, options, format_func=lambda code: labels.get(code, code), key=key, on_change=keep, **extra)
    if chosen is not None:
        remember(name, chosen)
    return chosen


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


def area_labels(areas: list[dict]) -> dict[str, str]:
    """'Portsmouth, unitary authority' for each code: names alone are not unique."""
    return {row["area_code"]: f"{row['name']}, {AREA_TYPES[row['area_type']]}" for row in areas}
