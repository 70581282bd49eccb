"""Small pieces of markup around the figures: links, sources, banners. Text from files is always escaped."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from markupsafe import Markup, escape

from data_pipeline import words
from pages.components.surfaces import on_page, writing
from pages.components.surfaces.written import Written
from pages.serving import links

SPAN = re.compile(r"(\d+[-–]\d+)")


def html(template: str, *values: object) -> None:
    """Show markup of ours with values from anywhere: each value is escaped."""
    on_page().html(Markup(template).format(*values))


@contextmanager
def folded(label: str, is_open: bool = False) -> Iterator[None]:
    """What is said within is folded under `label` until a reader opens it."""
    with writing(Written()) as inside:
        yield
    opened = Markup(" open" if is_open else "")
    html('<details class="folded"{}><summary>{}</summary>{}</details>', opened, label, inside.whole)


@contextmanager
def part(title: str, tally: str, is_open: bool = False) -> Iterator[None]:
    """A part of a page, folded under its heading and what it comes to in a sentence; on paper it is whole."""
    with writing(Written()) as inside:
        yield
    html(
        '<details class="theme printed"{}><summary><h2>{}</h2> <span class="tally">{}</span></summary>{}</details>',
        Markup(" open" if is_open else ""), title, tally, inside.whole,
    )  # fmt: skip


def unbroken(text: str) -> Markup:
    """A heading in which no span of numbers ('16-64', '2008–11') is broken at the end of a line."""
    return Markup("").join(
        Markup('<span class="unbroken">{}</span>').format(part) if number % 2 else escape(part)
        for number, part in enumerate(SPAN.split(text))
    )


def sentence(text: str | None) -> str | None:
    """With a capital, for standing alone."""
    return words.figures.upper_first(text) if text else None


def join(parts, separator: str = "") -> Markup:
    return Markup(separator).join(escape(part) for part in parts)


def bullets(texts) -> Markup:
    return Markup("<ul>{}</ul>").format(join(Markup("<li>{}</li>").format(text) for text in texts))


def heading(text: str) -> Markup:
    """Of a part of a section."""
    return Markup("<h3>{}</h3>").format(text)


def link(address: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, text)


def paper(address: str | None, title: str | None) -> Markup | str | None:
    """A link to a paper elsewhere, or its title where nobody knows an address that a browser may open."""
    is_one = links.leads_elsewhere(address)
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, title) if is_one else title


def example_banner(area: dict) -> None:
    """On every page that shows a worked example, before anything else."""
    if area["is_example"]:
        on_page().keep_from_search()
        html('<p class="example" role="note"><b>{}.</b> {}</p>', words.cards.EXAMPLE, words.cards.example(area))


def as_of_banner(day: str | None) -> None:
    """On every page that is not of today: what is left out, and the way back."""
    if day:
        html(
            '<p class="as-of" role="note">As it was known on <b>{}</b>: what was published later is left out. '
            '<a href="{}">Show the latest</a></p>',
            words.figures.day(date.fromisoformat(day)),
            links.here(as_of=None),
        )


def named(area: dict) -> str:
    """A place in a list, a worked example marked as one."""
    return f"{area['name']} (worked example)" if area["is_example"] else area["name"]


def example_prefix(area: dict) -> str:
    """For the title of the browser's tab."""
    return f"{words.cards.EXAMPLE}. " if area["is_example"] else ""


def source(series: dict) -> None:
    """Whose figures, on what terms, with what caveat."""
    html(
        '<p class="quiet">Source: {}. {}. {}{}</p>',
        series["publisher"],
        series["licence"],
        words.cards.BASIS_MEANING[series["basis"]],
        f" {series['caveat']}" if series["caveat"] else "",
    )


def download(series: dict) -> None:
    html(
        '<p><a class="go" href="{}" download>Download every figure '
        "<span>CSV with source, licence and caveat</span></a></p>",
        links.download(series["indicator"]),
    )
