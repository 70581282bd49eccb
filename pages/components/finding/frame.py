"""What every page has around it."""

from collections.abc import Callable
from datetime import date

from data_pipeline import words
from pages.components.finding import asked, pickers
from pages.components.markup import notes, templates
from pages.serving import links


def ways(name: str) -> None:
    """Links to every page, each with the choices of this one: a change of page is one step of the browser's history."""
    ways = [(links.carried("" if other == links.FIRST_PAGE else other), title, other == name)
            for other, title in links.PAGES.items()]  # fmt: skip
    templates.show("page/pages", pages=ways)


def body(name: str, run: Callable[[], object]) -> None:
    """The page that `run` puts there, under what holds for every page as of a day, above what is said at its foot."""
    if name != "about_the_data":  # That page is of the files as they are.
        day = pickers.as_of()
        if day is None and (written := asked.text("as_of")) not in (None, pickers.LATEST):
            asked.unknown("the day", written, "the latest that is known", "which is no day that has come")
        notes.as_of_banner(day)
    run()
    here = links.address("" if name == links.FIRST_PAGE else name, **links.chosen())
    templates.show("page/footer", address=here, day=words.figures.day(date.today()))
