"""A page as Streamlit shows it: with what can be chosen and explored."""

from collections.abc import Callable

import streamlit as st

from pages.serving import links

Block = st.delta_generator.DeltaGenerator


class Live:
    """Puts everything on the page of the visitor whose script is running."""

    is_live = True  # Whether one can choose and explore here: components of Streamlit's have a place.

    def title(self, text: str) -> None:
        """What the tab of the browser says."""
        st.set_page_config(page_title=text)

    def describe(self, text: str) -> None:
        """What the page is, in a sentence or two; read from the first answer, too."""

    def keep_from_search(self) -> None:
        """Ask search engines to leave this page out; they read the first answer."""

    def explain_nothing(self) -> None:
        """Leave abbreviations as they are from here on: call where the page is what explains them."""

    def html(self, markup: str) -> None:
        """Markup of ours, in which every text from elsewhere is escaped."""
        st.html(markup)

    def settle(self) -> None:
        """Call before something of Streamlit's is put there by itself: what was said so far stands above it."""

    def slot(self, width: int | None = None) -> Block:
        """A place to put things into later: `with slot:`. `width` in px, in a row."""
        return st.container(width=width or "stretch")

    def row(self) -> Block:
        """Pickers side by side, as many as fit."""
        return st.container(horizontal=True, vertical_alignment="bottom", key="pickers")

    def halves(self) -> tuple[Block, Block]:
        """Two places side by side, one below the other on a phone."""
        return tuple(st.columns(2, gap="large"))

    def select(
        self,
        label: str,
        name: str,
        options: dict[str, str],
        chosen: str | None,
        typed: Callable | None = None,
        width: int | None = None,
        placeholder: str | None = None,
    ) -> str | None:
        """A select box for `?name=code`; `options`: code -> the words shown; `chosen`: what is chosen, and returned.

        `typed`: a function of `asked` for what is typed and is no option, such as another name or code of an area.
        """
        key = self._agreed(name, options, chosen)

        def keep() -> None:
            if (written := st.session_state[key]) is not None:
                choice = written if written in options else links.bounded(written)
                understood = choice if choice in options or typed is None else typed(choice, options)
                st.query_params[name] = understood or choice

        st.selectbox(
            label,
            list(options),
            format_func=lambda code: options.get(code, code),
            key=key,
            on_change=keep,
            accept_new_options=typed is not None,
            placeholder=placeholder,
            width=width or "stretch",
        )
        return chosen

    def switch(self, label: str, name: str, options: dict[str, str], chosen: str) -> str:
        """A row of buttons for `?name=code`: like a select box, for a few views of one thing."""
        key = self._agreed(name, options, chosen)

        def keep() -> None:
            # A second press on the chosen button would choose none.
            st.query_params[name] = st.session_state[key] or chosen

        st.segmented_control(label, list(options), format_func=options.get, key=key, on_change=keep)
        return chosen

    @staticmethod
    def _agreed(name: str, options: dict[str, str], chosen: str | None) -> str:
        """The key of a picker. The address decides: what it says is written before the picker is made.

        Where they agree already nothing is written: a picker that is told its choice is another one with each choice,
        and the browser would be sent all its options again. It answers with the words it shows, so it is told where
        they change.
        """
        key = f"pick_{name}"
        before = st.session_state.get(f"options_{key}", {})
        if key not in st.session_state or st.session_state[key] != chosen or before.get(chosen) != options.get(chosen):
            st.session_state[key] = chosen
        st.session_state[f"options_{key}"] = options
        return key
