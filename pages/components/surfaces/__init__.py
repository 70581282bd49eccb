"""What a page is put on: Streamlit's page, or the first answer of the server, which is the same page as HTML."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from pages.components.surfaces.live import Live
from pages.components.surfaces.written import Written

_surface: ContextVar[Live | Written] = ContextVar("surface", default=Live())  # noqa: B039


def on_page() -> Live | Written:
    """The surface of the page that is being made. Both have the same methods, so that pages are told once."""
    return _surface.get()


@contextmanager
def writing(surface: Live | Written) -> Iterator[Live | Written]:
    """Within this, pages are put on `surface`."""
    token = _surface.set(surface)
    try:
        yield surface
    finally:
        _surface.reset(token)
