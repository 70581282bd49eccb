"""A meeting shown on a wall, in words: what happened, its cause, what is proposed, in a line each.

What the papers print is cut to the room by who lays it out; here it is whole.
"""

from datetime import date

from data_pipeline.words.boards.exceptions import NONE, WAITS, action
from data_pipeline.words.figures import day, edition, lower_first
from data_pipeline.words.scrutiny import enquiry

NOTHING_THEN = "Nothing of this agreement that is held here had been published by then."
NO_CHART = "Fewer than two figures had been published, so there is nothing to draw."
MORE = "More on the page for the board"
KEYS = "Next: Page Down, space or →. Back: Page Up or ←. Full screen: F. Black: B. A number, then Enter: that screen."
# What a target's rating says already, so that it is not said twice beside it.
RATED = ("not kept", "gone backwards", "missed", "behind")
LAST = "What to recommend, and what is due"


def title(place: str, on: date) -> str:
    """Of the first screen."""
    return f"The board of {place}, {day(on)}"


def untitled(place: str) -> str:
    """Where nobody knows of a meeting."""
    return f"The board of {place}"


def no_agreement(place: str) -> str:
    return f"No paper of an agreement of {place} was found, so there is nothing to put before its board."


def reasons(rows: list[dict], is_rated: bool) -> list[str]:
    """Why a target is an exception, as far as the rating that stands beside it, where it has one, does not say it."""
    return [enquiry.NAMES[row["reason"]] for row in rows if not (is_rated and row["reason"] in RATED)]


def happened(rows: list[dict]) -> str:
    """The figures of each reason with their periods, and how sure they are: a line of enquiry that does not ask."""
    return " ".join(part for row in rows for part in (enquiry.known(row), enquiry.evidence(row)) if part)


def cause(said: dict | None) -> tuple[str, str]:
    """What a partnership wrote of what is wrong, and who wrote it when, of what; `said`: `wrong` and `by`, in texts."""
    if not said or not said["wrong"]:
        return NONE, ""
    return f"“{said['wrong']}”", f"{said['by']}, of its whole policy area"


def as_said(number: int) -> str:
    """Where the cause of another exception is that of the same policy area."""
    return f"As said of this policy area on screen {number}"


def proposed(told: dict, actions: list[dict], said: dict | None, on: str) -> tuple[str, str]:
    """What is before the meeting about one exception: what that is, and the first of it, in the papers' words.

    What waits for an agreement comes first, then what is to be done, then what was agreed. `told`: of exceptions.told;
    `actions`: about it, those to come to first; `said`: `doing`, where its partnership's words stand with it; `on`: the
    day of the meeting.
    """
    open_ones = [action(row, on) for row in actions if not (row["done_on"] or row["result"])]
    doing = [f"“{said['doing']}”"] if said and said["doing"] else []
    for name, texts in (
        ("Recommended, not agreed by then", [text.removesuffix(f" {WAITS}") for text in told["needed"]]),
        ("To be done", open_ones),
        ("Being done", doing),
        ("Agreed or recommended", told["decided"]),
        ("Done", told["actions"]),
    ):
        if texts:
            return name, texts[0]
    return "Proposed", NONE


def due(row: dict, expected: str, lead: str) -> str:
    """'Fewer children live in poverty, for 2009: about 14 June 2011. Children's Trust leads.'"""
    return f"{row['title']}, for {row['period_label']}: {lower_first(expected)}. {lead}."


def actions(since: str | None, told: str) -> str:
    """'Actions since 28 May 2010: 3 overdue, ...'; `told`: of meeting.actions."""
    return f"Actions{f' since {edition(date.fromisoformat(since))}' if since else ''}: {told}"


def footed(place: str, on: str | None, is_example: bool) -> str:
    """What stands at the foot of each screen, and on each sheet of paper."""
    return ", ".join(part for part in (f"{place}{' (worked example)' if is_example else ''}", on) if part)


def more(count: int) -> str:
    """What a list has no room for."""
    return f"{count} more on the page for the board"
