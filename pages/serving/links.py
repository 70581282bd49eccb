"""Addresses: of pages, each restoring one view, and of files that the browser may keep."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

import streamlit as st

from data_pipeline import letters
from pages.serving import settings


class Page(NamedTuple):
    """A page, and the page under whose name it is found in the menu where it has no entry of its own.

    `folder`: of `pages/`, where its file is not beside the menu's.
    """

    title: str
    under: str | None = None
    folder: str = ""


# Every page by the name of its file, in the order of the menu: the first is at '/', the others at their names.
PAGES = {
    "find_your_area": Page("Find your area"),
    "report_card": Page("Report card"),
    "district_map": Page("District map"),
    "theme": Page("Theme"),
    "indicators": Page("Indicators"),
    "indicator": Page("Indicator", under="indicators"),
    "get_involved": Page("Get involved"),
    "consultation": Page("The consultation of 2008", under="get_involved"),
    "scrutiny": Page("What to ask", under="report_card", folder="governance"),
    "tracker": Page("What councillors asked", under="report_card", folder="governance"),
    "compare": Page("Beside other places", under="report_card"),
    "board": Page("For the board", under="report_card", folder="governance"),
    "partners": Page("Who is round the table", under="report_card", folder="governance"),
    "assessments": Page("How the agreement was assessed", under="report_card", folder="governance"),
    "facts": Page("Facts from the documents", under="about_the_data"),
    "about_the_data": Page("About the data"),
}
FIRST_PAGE = next(iter(PAGES))
ASSETS = Path(__file__).parents[2] / "assets"


def script(name: str) -> Path:
    """The file of a page."""
    return Path(__file__).parents[1] / PAGES[name].folder / f"{name}.py"


# The choices that an address may hold: what else stands in one is nobody's, and goes no further.
CHOICES = (
    "area",
    "county",
    "indicator",
    "year",
    "as_of",
    "view",
    "by",
    "since",
    "place",
    "section",
    "q",
    "topic",
    "document",
    "theme",
    "sort",
    "district",
    "ward",
    "on",
    "partner",
    "with",
)
# What an address may give more than once, as a form with boxes to tick does, and how many of it are read.
REPEATED = {"with": 20}

LONGEST_QUESTION = 1000  # Letters of a question in a visitor's own words.
LONGEST_SEARCH = 80  # Letters of what is looked for: who sends more types no name.

_query: ContextVar[Mapping[str, str] | None] = ContextVar("query", default=None)
_site: ContextVar[str] = ContextVar("site", default="")


@contextmanager
def at(query: Mapping[str, str], site: str = "") -> Iterator[None]:
    """Within this, one is at an address with these choices; else at that of the visitor whose script is running.

    `site`: what every whole address begins with, 'https://report.example.org'; nothing where nobody knows.
    """
    tokens = _query.set(query), _site.set(site)
    try:
        yield
    finally:
        _query.reset(tokens[0])
        _site.reset(tokens[1])


def given(name: str) -> str | None:
    """What the address that one is at gives for `name`, as `bounded` has it; None where it gives nothing."""
    query = _query.get()
    written = (st.query_params if query is None else query).get(name, "")
    if name in REPEATED:
        parts = [bounded(part) for part in written.split(",")[: REPEATED[name]]]
        return ",".join(filter(None, parts)) or None
    return bounded(written) or None


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What an address gives, each choice once: of one given again the last, or all of them where all are meant."""
    found: dict[str, str] = {}
    for name, value in pairs:
        found[name] = f"{found[name]},{value}" if name in REPEATED and name in found else value
    return found


def chosen() -> dict[str, str]:
    """Every choice of the address that one is at."""
    return {name: value for name in CHOICES if (value := given(name))}


def bounded(written: str) -> str:
    """A text of a visitor's without what nobody sees, and cut, so as to be no name at all, where no name is longer."""
    text = letters.UNSEEN_HERE.sub(" ", written[: settings.LONGEST_CHOICE + 1]).strip()
    return text if len(written) <= settings.LONGEST_CHOICE else f"{text[: settings.LONGEST_CHOICE]}…"


def address(name: str, **choices: str | None) -> str:
    """'/report_card?area=E06000044&year=2010/11': choices left None are left out."""
    given = [f"{key}={quote(value, safe='/')}" for key, value in choices.items() if value is not None]
    return f"/{name}" + (f"?{'&'.join(given)}" if given else "")


def day() -> str | None:
    """The day that the view one is at is of, as its address writes it: that of a meeting, or as of which it is."""
    return given("on") or given("as_of")


def page(name: str, **choices: str | None) -> str:
    """An address for the page that is being made.

    A page seen as of a day leads to others as of that day; `as_of=None` leads to the latest.
    """
    return address(name, **{"as_of": day(), **choices})


def place(area: dict, **choices: str | None) -> str:
    """Where an area is answered: its card, or the map of a region or of England."""
    if area["area_type"] in ("region", "country"):
        return address("district_map", county=area["area_code"], **choices)
    return address("report_card", area=area["area_code"], **choices)


# What a visitor chose is taken along to every other page.
CARRIED = ("area", "county", "indicator", "year")


def carried(name: str) -> str:
    """Another page with the choices of the address that one is at."""
    return page(name, **{choice: given(choice) for choice in CARRIED})


def here(**choices: str | None) -> str:
    """The page one is on, with other choices; a choice that is None is left out."""
    left = {name: value for name, value in (chosen() | choices).items() if value is not None}
    return "?" + urlencode(left, safe="/")


def whole(name: str) -> str:
    """The whole address of the view one is at, on the page `name`: for sending on, and to find it from paper."""
    return _site.get() + address("" if name == FIRST_PAGE else name, **chosen())


def preview(name: str, choices: Mapping[str, str]) -> str:
    """The picture of a view: its title and its first sentence."""
    return address(f"preview/{name}.png", **choices)


def leads_elsewhere(address: str | None) -> bool:
    """Whether a text from a file is an address that a link may have: of the web, and nothing that a browser runs."""
    return bool(address) and letters.is_address(address)


def paper(of: str, form: str, **choices: str | None) -> str:
    """A document: '/paper/card/E06000044.pdf?year=2010/11'. `of`: 'card/E06000044', `form`: 'pdf' or 'xlsx'."""
    return address(f"paper/{quote(of)}.{form}", **choices)


def presented(area_code: str, on: str | None, **filters: str | None) -> str:
    """A meeting of a board in screens for a projector, with `partner` and `theme` as on the page for the board."""
    return address(f"present/{quote(area_code)}", on=on, **filters)


def calendar(area_code: str, as_of: str | None) -> str:
    """The days by which scrutiny in one area was to be answered."""
    return address(f"calendar/{quote(area_code)}.ics", as_of=as_of)


def agreement_download(area_code: str) -> str:
    return f"/download/agreement/{quote(area_code)}.csv"


def download(indicator: str) -> str:
    return f"/download/{quote(indicator)}.csv"


def theme_download(scope: str, theme: str, year: str) -> str:
    return address(f"download/theme/{quote(scope)}.csv", theme=theme, year=year)


def geometry(layer: str, fingerprint: str) -> str:
    """A map layer of one build: the browser keeps it until the next build."""
    return f"/geometry/{quote(layer)}.geojson?v={fingerprint}"


def asset(name: str) -> str:
    """A file in assets/ under an address that changes with it: a kept copy never outlives it."""
    path = ASSETS / name
    stat = path.stat()
    return f"/assets/{name}?v={fingerprint(str(path), stat.st_mtime_ns, stat.st_size)}"


@lru_cache(maxsize=2048)
def fingerprint(path: str, changed: int, size: int) -> str:
    """Sixteen characters of a file's checksum; with another `changed` (its time in ns) or `size` it is read again."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
