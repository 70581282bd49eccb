"""One line under the headline of a page, which opens: its link and a short text, what to print, a picture.

A page says where the line stands and what it says:

    share.show(said.card(area, agreement, view, year, as_of))

once, outside of what is kept for many visitors (`database.shared`), since the line has the visitor's own address. The
text is the description of the page for search engines, too, and stands on the picture that other sites show beside a
link. A page that calls it nowhere has the line at its foot, with the text of the whole site.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import NamedTuple

from data_pipeline import words
from pages.components.markup import templates
from pages.components.surfaces import on_page
from pages.serving import links


class Said(NamedTuple):
    """What there is to take along of a view: a text of at most `words.messages.LONGEST` letters, and documents.

    `pdf` and `xlsx`: the addresses of a page of A4 and of a workbook of the same, as `links.paper` makes them; `facts`:
    those of a fact sheet, by what its file is called.
    """

    text: str
    pdf: str | None = None
    xlsx: str | None = None
    facts: dict[str, str] | None = None


@dataclass
class _Page:
    name: str
    is_shown: bool = False


_page: ContextVar[_Page | None] = ContextVar("page", default=None)


@contextmanager
def of_page(name: str) -> Iterator[None]:
    """Within this the page `name` is made; where it does not say where its line stands, that is at its end."""
    page = _Page(name)
    token = _page.set(page)
    try:
        yield
        if not page.is_shown:
            show(Said(words.messages.SITE))
    finally:
        _page.reset(token)


def show(said: Said) -> None:
    """The line for the view that is being made."""
    page = _page.get() or _Page(links.FIRST_PAGE)
    page.is_shown = True
    on_page().describe(said.text)
    templates.show(
        "sharing/share",
        said=said,
        address=links.whole(page.name),
        picture=links.preview(page.name, links.chosen()),
        script=links.asset("share.js"),
    )
