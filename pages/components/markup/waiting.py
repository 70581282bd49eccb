"""What a visitor sees while many others are reading."""

import random

import streamlit as st

from pages.components.markup import templates

LEAST_S, MOST_S = 4.0, 8.0  # Until the next try: not the same for all, or all would come back at once.


def say(place: st.delta_generator.DeltaGenerator) -> None:
    """Words that the page is coming. Ends the script where nobody waits for it any more, as all that shows does."""
    place.html(templates.markup("page/waiting"))


def try_again(place: st.delta_generator.DeltaGenerator) -> None:
    """The same words in place of the page, which the browser then asks for again by itself."""
    tries = []

    @st.fragment(run_every=random.uniform(LEAST_S, MOST_S))
    def again() -> None:
        if tries:
            st.rerun()
        tries.append(1)

    say(place)
    again()
