"""What scrutiny asked, by when an answer was due, and how that stands: rows of queries.exchanges in words."""

from collections import Counter
from datetime import date

from data_pipeline.words.figures import day, listed, partial_day, upper_first

KINDS = {"request": "Request", "recommendation": "Recommendation", "question": "Question", "report": "Report"}
# How a thing may stand, in the order of the page: heading, and what one and what many of them do.
STANDINGS = {
    "overdue": ("Overdue", "is overdue", "are overdue"),
    "waiting": ("Not due yet", "is not due yet", "are not due yet"),
    "open": (
        "No answer found, and no day set for one",
        "has no answer that was found",
        "have no answer that was found",
    ),
    "going on": ("Not settled yet", "is not settled yet", "are not settled yet"),
    "late": ("Answered late", "was answered late", "were answered late"),
    "in time": ("Answered in time", "was answered in time", "were answered in time"),
    "answered": ("Answered", "was answered", "were answered"),
    "report": ("Considered", "was a report, which asks for no answer", "were reports, which ask for no answer"),
}
WHY_NO_DAY = {
    "none is set": "No law or paper sets a day for an answer.",
    "police": "The police answer to scrutiny under another law, by the day that the committee names; none is printed.",
    "day unknown": "The day it was asked is not printed, so nobody can say when an answer was due.",
}


def summary(rows: list[dict]) -> str:
    """'Of 14 things in the papers found, 3 are overdue, ...': whose parts add up to all of them."""
    found = Counter(row["standing"] for row in rows)
    parts = [
        f"{found[name]} {one if found[name] == 1 else many}"
        for name, (_, one, many) in STANDINGS.items()
        if found[name]
    ]
    what = "thing that scrutiny asked, recommended or considered"
    if len(rows) == 1:
        return f"The one {what} {parts[0].removeprefix('1 ')}."
    return f"Of {len(rows)} {what.replace('thing', 'things', 1)}, {listed(parts)}."


def asked(row: dict) -> str:
    """'Request of 3 February 2010, by the Places Scrutiny Committee', with the date as it is printed."""
    printed = f" (printed as {row['date_as_published']})" if row["date_as_published"] else ""
    by = f" by {row['body']}" if row["body"] else ""
    return f"{KINDS[row['kind']]}, {partial_day(row['asked_on'])}{printed}{by}"


def standing(row: dict) -> str:
    """How it stands, in a sentence or two, with the sum of days."""
    if row["standing"] == "report":
        return ""
    if row["standing"] == "going on":
        day_due = WHY_NO_DAY[row["due_from"]] if row["due"] is None else f"{upper_first(_due(row))}."
        return f"Not settled yet, says its paper. {day_due}"
    answered = (
        f"Answered {partial_day(row['answered_on'])}"
        if row["answered_on"]
        else "Answered, on a day that is not printed"
    )
    if row["due"] is None:
        return f"{'No answer found' if row['standing'] == 'open' else answered}. {WHY_NO_DAY[row['due_from']]}"
    due = f"{upper_first(_due(row))}."
    if row["standing"] == "overdue":
        return f"{due} No answer had been published by {day(row['day'])}, {_days(row['days_late'])} later."
    if row["standing"] == "waiting":
        left = f"{_days(-row['days_late'])} after " if row["days_late"] else ""
        return f"{due} That is {left}{day(row['day'])}, the day of this page."
    if row["standing"] == "answered":
        return f"{answered}. {due}"
    late = row["days_late"]
    how = "on the last day" if late == 0 else f"{_days(abs(late))} {'late' if late > 0 else 'early'}"
    return f"{answered}, {how}. {due}"


def _due(row: dict) -> str:
    if row["due_from"] == "published":
        return f"due {day(row['due'])}, as printed"
    proposed = ", as the White Paper of 2006 proposed" if row["due_from"] == "White Paper" else ""
    return f"due {day(row['due'])}, {row['time_allowed']} after it was asked{proposed}"


def _days(count: int) -> str:
    return f"{count:,} day{'' if count == 1 else 's'}"


def event(row: dict) -> str:
    """The line of a calendar: 'Answer due: Please say why ...'."""
    said = {"late": "Answered late", "in time": "Answered", "answered": "Answered"}.get(row["standing"], "Answer due")
    return f"{said}: {row['to_body']} to {row['body'] or 'scrutiny'}"


def as_known(rows: list[dict], as_of: date | None) -> str:
    """Of which day the page is."""
    if as_of:
        return f"As it was known on {day(as_of)}."
    latest = max(rows, key=lambda row: row["asked_by"] or row["day"])
    if latest["asked_by"] and latest["asked_by"] > rows[0]["day"]:
        return f"As the papers found tell it, the latest of {partial_day(latest['asked_on'])}."
    return f"As it stood on {day(rows[0]['day'])}, the day of the latest paper found."
