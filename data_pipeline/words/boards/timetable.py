"""What has a day to come in an agreement, in words: what, by when, by whom and at what level."""

from data_pipeline.words.boards.exceptions import decision
from data_pipeline.words.figures import day, upper_first
from data_pipeline.words.promises import NO_LEAD

TITLE = "Timetable of the agreement"
COLUMNS = ("By when", "What", "Who", "At what level")
NOBODY = "Nobody is named"
NO_DAY = "No day is printed"
LEVELS = (
    "A partner acts by itself, a thematic partnership looks after its targets, scrutiny and government ask, and the "
    "members decide on the whole. What is overdue stands above, under actions and answers."
)
PROMISED = {
    "milestone": ("has a milestone to reach", "have milestones to reach"),
    "final target": ("comes to the end of its last period", "come to the end of their last period"),
    "floor": ("has a floor to be above", "have floors to be above"),
}


def summary(rows: list[dict], waiting: list[dict]) -> str:
    """'17 days are ahead, the next on 30 September 2010. 1 recommendation waits without a day.'"""
    days = sorted({row["day"] for row in rows})
    told = []
    if days:
        ahead = "1 day is ahead, on" if len(days) == 1 else f"{len(days)} days are ahead, the next on"
        told.append(f"{ahead} {day(days[0])}.")
    if waiting:
        told.append(f"{len(waiting)} recommendation{' waits' if len(waiting) == 1 else 's wait'} without a day.")
    return " ".join(told)


def line(row: dict) -> tuple[str, str, str, str]:
    """Cells under COLUMNS of a row of queries.by_lead."""
    return day(row["day"]), *_TOLD.get(row["kind"], _promised)(row)


def waits(row: dict) -> tuple[str, str, str, str]:
    """The same of a recommendation that waits for agreement."""
    return NO_DAY, decision(row), NOBODY, "Members of the partnership, each for itself"


def _promised(row: dict) -> tuple[str, str, str]:
    one, many = PROMISED[row["kind"]]
    count = len(row["titles"])
    named = row["who"] if row["who"] and row["who"] != "not published" else NO_LEAD
    level = row["partnership"] or "No thematic partnership is published"
    return f"{count} target{f' {one}' if count == 1 else f's {many}'}: {'; '.join(row['titles'])}", named, level


def _action(row: dict) -> tuple[str, str, str]:
    return f"Action: “{row['what']}”", row["who"] or NOBODY, "One partner"


def _answer(row: dict) -> tuple[str, str, str]:
    by = {"law": ", the day by law", "published": ", the day as published"}.get(row["due_from"], "")
    return f"Answer to {row['asked_by'] or 'scrutiny'}{by}: “{row['what']}”", row["who"] or NOBODY, "Scrutiny"


def _step(row: dict) -> tuple[str, str, str]:
    return f"{row['what']}, its day set by {row['asked_by']}", row["who"] or NOBODY, "Government"


def _chance(row: dict) -> tuple[str, str, str]:
    return f"Last day to take part: {row['what']}", "Whoever is asked", "Residents"


def _end(row: dict) -> tuple[str, str, str]:
    signed = f"{upper_first(row['who'])}, which signed it off" if row["who"] else NOBODY
    return "Last day of the agreement", signed, "The whole agreement"


_TOLD = {
    "action": _action,
    "answer": _answer,
    "step": _step,
    "chance to take part": _chance,
    "end of the agreement": _end,
}
