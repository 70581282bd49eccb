"""What a board's pack says around what its page says, and the few words that a slide has room for."""

from datetime import date

from data_pipeline.words import cards, figures, promises

CONTENTS, STANDS, EXCEPTIONS = "Contents", "Where we stand", "Exceptions"
AGREED, ACTIONS, DUE, CHANGED = (
    "What is to be agreed or answered",
    "Actions",
    "Figures that are due",
    "What changed since the last meeting",
)
AIMS, NO_START = "Objectives without a target", "Where it started is not published"
MONEY, AGES, PAPERS = "Money by route", "How old the figures are", "Editions and papers"
BEFORE = "Recommended and agreed before"
SUMMARY = "Each exception, why it is one, and who leads"
HEADS = ("Exception", "Why it is one", "Its figures", "Who leads")
TARGETS = ("Target", "Its figures", "How it stands", "Who leads")
OF_ACTIONS = ("Action", "It concerns", "Who does it", "How it stands")
RESULT = "What came of it"
OF_DUE = ("Target", "For", "To be expected", "Who leads")
OF_CHANGES = ("Target", "Before", "Now", "Because")
OF_AGES = ("Target", "Latest figure", "Days", "Who leads")
WHERE = "The same on a page, with the sum behind each judgement:"
CAUSE, DOING, NEEDED, DECIDED = "Cause or barrier.", "What is being done.", "Decision needed.", "Agreed or recommended."
LEADS, HELP, PARTNERSHIP, RISK, FIGURES = (
    "Leads.", "Contribute.", "Its partnership.", "Risk.", "Its figures.",
)  # fmt: skip
DONE, SOURCES, OVERDUE = "Actions.", "Papers:", "Actions that are overdue"
CARRIED = "{title} ({number} of {count})"
NOT_YET, NO_LONGER = "Not yet promised", "No longer promised"
REMOVED, NOBODY = "Removed on the way", "Nobody is named"
LATE = "Late."
NO_DECISION = "Nothing in the papers waits for an agreement or an answer."
MORE = "(More in the notes.)"
OWN_PAPERS = "Every figure of an exception names its paper. The others have theirs on the page of each target."


def title(place: str, on: date) -> str:
    return f"{place}: for the board on {figures.day(on)}"


def kicker(latest: date) -> str:
    """'Board pack · Figures and targets printed by 27 August 2010'."""
    dated = f"Figures and targets printed by {figures.edition(latest)}" if latest.year > 1 else ""
    return " · ".join(filter(None, ("Board pack", dated)))


def heading(told: dict) -> str:
    """'3. Fewer children are obese'."""
    return f"{told['number']}. {told['title']}"


def names(told: dict) -> str:
    """Why it is an exception, in a few words for each reason: 'Behind what was due; hidden by the whole'."""
    first, *others = dict.fromkeys(told["names"])
    return "; ".join([first, *map(figures.lower_first, others)])


def said_at(number: int) -> str:
    return f"As said of this policy area under {number}."


def by(written: str) -> str:
    """Whose words they are."""
    return f"({written}, of its whole policy area.)"


def editions(latest: date, papers: list[str]) -> str:
    """Which papers are the latest: 'The edition of 27 August 2010: Quarterly report.'"""
    named = f": {'; '.join(papers)}" if papers else ""
    return f"The edition of {figures.edition(latest)}{named}." if latest.year > 1 else "No paper found bears a date."


def is_due(row: dict, expected: str) -> str:
    """'More homes, 2010/11. About 29 July 2011.' `expected`: of meeting.expected."""
    return f"{promises.titled(row)}, {row['period_label']}. {expected}."


def foot(place: str, on: date, is_example: bool) -> str:
    """At the foot of every slide."""
    example = f" · {cards.EXAMPLE}" if is_example else ""
    return f"{place} · Board of {figures.day(on)}{example}"
