"""How every page about one agreement begins: which place is meant, what it is called, and what is said without one."""

from contextlib import AbstractContextManager

from pages.components.finding import answers, asked, pickers
from pages.components.markup import notes
from pages.components.promises import promise_rows
from pages.components.surfaces import on_page


def place() -> tuple[dict | None, dict | None]:
    """The area of the address, and the agreement that it was in; to be asked for in a row of pickers."""
    code = pickers.area(width=330)
    area = asked.place(code) if code else None
    return area, promise_rows.agreement(area)


def heading(slot: AbstractContextManager, area: dict | None, title: str, of: str, whose: str | None) -> None:
    """The title of the page and its one h1: `of` says it of `whose` ('For the board of {}'), `title` of nobody."""
    on_page().title(f"{notes.example_prefix(area)}{area['name']}: {title[0].lower()}{title[1:]}" if area else title)
    with slot:
        if asked.text("area") and area is None:
            answers.unknown_area(asked.text("area"))
            return
        if area:
            notes.example_banner(area)
        notes.html("<h1>{}</h1>", of.format(whose) if whose else title)


def whose(area: dict | None, agreement: dict | None) -> str | None:
    """Whose agreement it is; without one the place that is meant."""
    return agreement["area_name"] if agreement else area and area["name"]


def is_known(area: dict | None, agreement: dict | None, known: dict | None, so: str, what: str = "") -> bool:
    """Whether there is anything of the agreement to show; else why not. Of a part of its area, whose it was.

    `known`: the agreement as of the day; `so`: what follows where none was found ('nothing of it is known'); `what`:
    what the page is for, in a sentence.
    """
    if known:
        if known["area_code"] != area["area_code"]:
            notes.html("<p>{} was in the agreement of {}.</p>", area["name"], known["area_name"])
        return True
    if agreement:
        notes.html('<p class="lead">Nothing of this agreement that is held here had been published by then.</p>')
    elif area:
        notes.html('<p class="lead">No paper of an agreement of {} was found, so {}.</p>', area["name"], so)
    elif not asked.text("area"):
        notes.html('<p class="lead">{} Choose an area above, or <a href="/">find yours by town or ward</a>.</p>', what)
    return False
