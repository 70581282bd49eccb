"""What a card is of, at its top."""

from datetime import date

from data_pipeline import words
from pages.components.markup import notes, templates


def show(area: dict, agreement: dict | None, view: str, year: str | None, as_of: str | None) -> None:
    """The place, what kind of place it is, whose agreement it was in, and what this view of it is."""
    facts = [notes.sentence(words.places.kind(area["name"], area["area_type"])), area["region"]]
    facts = [fact for fact in facts if fact]
    what = agreement["title"] if view != "figures" else _of_year(year, as_of) if year else None
    templates.show("cards/heading", area=area, facts=facts, year=year, what=what)


def _of_year(year: str, as_of: str | None) -> str:
    ended = date(int(year[:4]) + 1, 3, 31)
    today = date.fromisoformat(as_of) if as_of else date.today()
    months = f"April {ended.year - 1} to March {ended.year}"
    return f"Report card for {year}, {months}: {words.figures.age(ended, today)}"
