"""Which meeting, which partner and which theme an address asks for."""

from datetime import date

from data_pipeline import queries, words
from pages.components.finding import asked, pickers
from pages.serving import database

SAYS = words.boards.exceptions


def day(agreement_code: str | None) -> str | None:
    """The day of `?on=2010-09-14`, else of `?as_of=`, else of the latest papers; None without an agreement.

    What is no day is named on the page. Where no paper bears a date it is today.
    """
    if found := written():
        return found
    if (meeting := asked.text("on")) not in (None, pickers.LATEST):
        asked.unknown("the meeting on", meeting, "the latest papers", "which is no day that has come")
    latest = database.lasting(queries.latest_papers, agreement_code) if agreement_code else None
    return latest and (date.today() if latest == date.min else latest).isoformat()


def written() -> str | None:
    """The day that the address names, of a meeting or as of which to look; None where it names none."""
    return next((found for name in ("on", "as_of") if (text := asked.text(name)) and (found := asked.day(text))), None)


def named() -> str:
    """By which name the address tells the day: never by two, which could differ."""
    return "as_of" if asked.text("as_of") and not asked.text("on") else "on"


def partner(rows: list[dict]) -> tuple[list[dict], str | None]:
    """Of these targets those that the body of `?partner=` leads or helps with, and which that is; or all."""
    found = SAYS.by_body(rows, database.lasting(queries.lead_bodies))
    if len(found) < 2:
        return rows, None
    named = {body or pickers.NONE: f"{body or 'Lead not declared'} ({len(mine)})" for body, mine in found.items()}
    options = {pickers.ALL: f"All partners ({len(rows)})", **named}
    chosen = pickers.choose("Partner", "partner", options, pickers.ALL, width=300)
    if chosen == pickers.ALL:
        return rows, None
    body = None if chosen == pickers.NONE else chosen
    return found[body], SAYS.of_partner(body)


def theme(rows: list[dict], whole: list[dict]) -> tuple[list[dict], str | None]:
    """Of these targets those of `?theme=`, and which that is; or all. `whole`: all that may have one."""
    chosen = pickers.theme({row["theme_name"] for row in whole}, "Of no theme")
    if chosen == pickers.ALL:
        return rows, None
    name = None if chosen == pickers.NONE else chosen
    return [row for row in rows if row["theme_name"] == name], SAYS.of_theme(name)
