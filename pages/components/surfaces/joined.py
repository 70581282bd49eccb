"""Streamlit's page, with short pieces of markup in one message with what they introduce."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from markupsafe import Markup

from pages.components.surfaces.explaining import Explaining
from pages.components.surfaces.live import Block, Live

# Bytes. What is as long and is the same again Streamlit only names (minCachedMessageSize): it stays by itself.
LONG = 1_000


class Joined(Live):
    """As Live; each element of Streamlit's costs the server a tenth of a millisecond, however short it is.

    Of one run of one page: what waits belongs to it. A short piece goes with the next one that is long, or with those
    before it where something else follows.
    """

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.explaining: Explaining | None = Explaining()

    def explain_nothing(self) -> None:
        self.explaining = None

    def html(self, markup: str) -> None:
        if self.explaining:
            markup = self.explaining.explained(markup)
        self.waiting.append(markup)
        if len(markup) >= LONG:
            self.settle()

    def settle(self) -> None:
        waiting, self.waiting = [Markup(piece) for piece in self.waiting if piece], []
        if len(waiting) > 1:
            pieces = Markup("").join(Markup('<div class="stHtml">{}</div>').format(piece) for piece in waiting)
            st.html(Markup('<div class="pieces">{}</div>').format(pieces))
        elif waiting:
            st.html(waiting[0])

    def slot(self, width: int | None = None) -> "Within":
        self.settle()
        return Within(self, super().slot(width))

    def row(self) -> "Within":
        self.settle()
        return Within(self, super().row())

    def halves(self) -> tuple["Within", ...]:
        self.settle()
        return tuple(Within(self, half) for half in super().halves())

    def select(self, *arguments, **named) -> str | None:
        self.settle()
        return super().select(*arguments, **named)

    def switch(self, *arguments, **named) -> str:
        self.settle()
        return super().switch(*arguments, **named)


class Within:
    """A place of Streamlit's: nothing waits when it is gone into, or left."""

    def __init__(self, page: Joined, block: Block):
        self.page, self.block = page, block

    def __enter__(self) -> None:
        self.page.settle()
        self.block.__enter__()

    def __exit__(self, *error) -> None:
        try:
            self.page.settle()
        finally:
            self.block.__exit__(*error)


@contextmanager
def joined() -> Iterator[Joined]:
    """One run of a page: what waits at its end, or where it fails, is shown."""
    page = Joined()
    try:
        yield page
    finally:
        page.settle()
