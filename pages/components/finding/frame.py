"""What every page has around it."""

from collections.abc import Callable, Iterator
from datetime import date

from data_pipeline import words
from pages.components.finding import asked, pickers, search
from pages.components.markup import notes, templates
from pages.components.sharing import share
from pages.serving import links

# Pages of papers and files as they are, whatever the day.
OF_PAPERS = ("about_the_data", "consultation", "facts")


def ways(name: str) -> None:
    """The search, and links to every page with the choices of this one: a change of page is one step of the history."""
    templates.show("page/pages", pages=list(entries(name)), **search.bar())


def entries(name: str) -> Iterator[tuple[str, str, str | None]]:
    """The entries of the menu: address, title, and by ARIA's words whether this page is it, or stands under it."""
    for entry, page in links.PAGES.items():
        if page.under is None:
            current = "page" if entry == name else "true" if links.PAGES[name].under == entry else None
            yield links.carried("" if entry == links.FIRST_PAGE else entry), page.title, current


def body(name: str, run: Callable[[], object]) -> None:
    """The page that `run` puts there, under what holds for every page as of a day, above what is said at its foot."""
    if name not in OF_PAPERS:
        day = pickers.as_of()
        if day is None and (written := asked.text("as_of")) not in (None, pickers.LATEST):
            asked.unknown("the day", written, "the latest that is known", "which is no day that has come")
        notes.as_of_banner(day)
    with share.of_page(name):
        run()
    templates.show("page/footer", address=links.whole(name), day=words.figures.day(date.today()))
