"""The first answer: any page as HTML, by the scripts that Streamlit runs for the same address."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from types import CodeType

from markupsafe import Markup
from starlette.requests import Request

from data_pipeline import queries
from pages.components.finding import frame
from pages.components.surfaces import writing
from pages.components.surfaces.explaining import Explaining
from pages.components.surfaces.written import Written
from pages.serving import database, links, noting, sending, settings, turns
from pages.serving.answers import exports, papers
from pages.serving.answers.answering import ASK_AGAIN, Answer
from pages.serving.answers.kept import Kept

PROJECT = Path(__file__).parents[3]
KEPT = Kept(settings.KEPT_PAGES, making=turns.TURNS)


class NotWritten(Exception):
    """The page cannot be made just now; Streamlit's says why, or comes when it can."""


class Page:
    """The page `name` at an address with these choices, as an ASGI application."""

    def __init__(self, name: str, query: Mapping[str, str]):
        self.name, self.query = name or links.FIRST_PAGE, query

    async def __call__(self, scope, receive, send) -> None:
        try:
            await self._answer(papers.site_of(Request(scope)))(scope, receive, send)
        except (NotWritten, turns.TooMany, database.NoWarehouse):
            await sending.page()(scope, receive, send)

    def _answer(self, site: str) -> Answer:
        """Raises NoWarehouse, and once it is asked for its bytes also NotWritten and TooMany."""
        with links.at(self.query):
            chosen = tuple(links.chosen().items())
        build = database.lasting(queries.fingerprint)
        # The one part of any page that comes later than its build.
        is_exported = ("section", "downloads") not in chosen or exports.folder() is not None
        key = (code(), build, date.today().isoformat(), is_exported, self.name, chosen, site)
        tag = hashlib.sha256(repr(key).encode()).hexdigest()[:16]
        make = partial(self._made, dict(chosen), site)
        return Answer(KEPT.content(key, sending.HTML, tag, make), ASK_AGAIN)

    def _made(self, chosen: dict[str, str], site: str) -> str:
        try:
            return written(self.name, chosen, site)
        except database.NoWarehouse:
            raise
        except Exception as error:
            noting.fault("A page could not be written", error)
            raise NotWritten from error


def written(name: str, chosen: Mapping[str, str], site: str) -> str:
    """The HTML of a page for an address with these choices; `site`: the beginning of addresses that lead here."""
    page = told(name, chosen, site)
    with links.at(chosen, site):
        here = links.whole(name)
    picture = f"{site}{links.preview(name, chosen)}"
    return sending.document(
        page.named, page.described, Markup(page.whole.__html__()), page.is_indexed, site and here, picture
    )


def told(name: str, chosen: Mapping[str, str], site: str = "") -> Written:
    """A page for an address with these choices."""
    page = Written(Explaining())
    with links.at(chosen, site), writing(page):
        frame.ways(name)
        frame.body(name, partial(exec, _script(name), {"__name__": "__main__"}))
    return page


@lru_cache(maxsize=16)
def _script(name: str) -> CodeType:
    path = links.script(name)
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")


@lru_cache(maxsize=1)
def code() -> str:
    """A checksum of all that makes pages: with another, the same build and address are another page."""
    checksum = hashlib.sha256()
    for room in ("pages", "data_pipeline/queries", "data_pipeline/words", "data_pipeline/drawings", "assets"):
        for path in sorted((PROJECT / room).rglob("*")):
            if path.is_file() and path.suffix in (".py", ".html", ".md", ".css", ".js"):
                checksum.update(path.read_bytes())
    return checksum.hexdigest()[:16]
