"""What a card is of, at its top."""

from datetime import date

from data_pipeline import words
from pages.components.markup import templates


def show(area: dict, agreement: dict | None, view: str, year: str | None, as_of: str | None) -> None:
    """The place, what kind of place it is, whose agreement it was in, and what this view of it is."""
    what = agreement["title"] if view != "figures" else _of_year(year, as_of) if year else None
    templates.show("cards/heading", area=area, facts=words.cards.facts(area), year=year, what=what)


def _of_year(year: str, as_of: str | None) -> str:
    ended = date(int(year[:4]) + 1, 3, 31)
    today = date.fromisoformat(as_of) if as_of else date.today()
    return f"{words.cards.of_year(year)}: {words.figures.age(ended, today)}"
