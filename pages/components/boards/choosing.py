"""Which meeting, which partner and which theme an address asks for."""

from datetime import date

from data_pipeline import queries, words
from pages.components.finding import asked, pickers
from pages.serving import database


def day(agreement_code: str | None) -> str | None:
    """The day of `?on=2010-09-14`, else of `?as_of=`, else of the latest papers; None without an agreement.

    What is no day is named on the page.
    """
    if found := written():
        return found
    if (meeting := asked.text("on")) not in (None, pickers.LATEST):
        asked.unknown("the meeting on", meeting, "the latest papers", "which is no day that has come")
    return latest(agreement_code) if agreement_code else None


def latest(agreement_code: str) -> str:
    """The day of the latest papers; where none bears a date it is today."""
    found = database.lasting(queries.latest_papers, agreement_code)
    return (date.today() if found == date.min else found).isoformat()


def written() -> str | None:
    """The day that the address names, of a meeting or as of which to look; None where it names none."""
    return next((found for name in ("on", "as_of") if (text := asked.text(name)) and (found := asked.day(text))), None)


def named() -> str:
    """By which name the address tells the day: never by two, which could differ."""
    return "as_of" if asked.text("as_of") and not asked.text("on") else "on"


def partner(targets: list[dict]) -> str | None:
    """The body of `?partner=`, if it leads or helps with any of these; pickers.NONE for no lead, None for all."""
    found = words.boards.exceptions.by_body(targets, database.lasting(queries.lead_bodies))
    if not any(found):  # Nobody is named, so that there is nothing to choose.
        return None
    named = {body or pickers.NONE: f"{body or words.promises.NO_LEAD} ({len(mine)})" for body, mine in found.items()}
    options = {pickers.ALL: f"All partners ({len(targets)})", **named}
    return _chosen(pickers.choose("Partner", "partner", options, pickers.ALL, width=300))


def theme(targets: list[dict]) -> str | None:
    """The theme of `?theme=`, if any of these is of it; pickers.NONE for no theme, None for all."""
    return _chosen(pickers.theme({row["theme_name"] for row in targets}, "Of no theme"))


def _chosen(code: str) -> str | None:
    return None if code == pickers.ALL else code
