"""What the annual report of an agreement says around the words that it shares with pages."""

from datetime import date

from data_pipeline.words import figures, promises

YEAR, OWN_WORD, TARGETS = "The year in short", "Where their word and the figures differ", "Every target, by policy area"
EXCEPTIONS, RISKS, DEPARTURES = "Exceptions", "Risks for what is still to be delivered", "Departures from targets"
ACHIEVED, CHALLENGES, DOING = "Achievements.", "Remaining challenges.", "What is being done."
OF_DIFFERENCES = ("Target", "They said", "Measured", "Their word is", "Whom to ask")
OF_TARGETS = ("Target", "Its figures", "They said", "Measured")
OF_EXCEPTIONS = ("Exception", "Why it is one", "Who leads")
OF_RISKS = ("What could happen", "How likely, how bad", "What is done about it", "Who answers", "It concerns")
OF_DEPARTURES = ("Target", "Who departed", "Why", "For, and agreed by", "Measured")
OF_OUTLOOKS = ("Target", "Its figures", "How it looks for the end")
SUMMARY = "Every target that is an exception"
PUBLISHED_RISKS, SLOW = "Risks as published", "Targets that will be missed if things go on so"
NONE_SLOW = "Of no target that is still running do the figures say that it will be missed if things go on so."
NO_RISK = "No risk was published by then."
NO_WORD, REMOVED = "No word published", "Removed on the way"
MISMATCH = "Differs:"
WHERE = "The same on a page, with the sum behind each rating:"


def title(place: str, year: str) -> str:
    return f"{place}: annual report of the agreement, {year}"


def kicker(edition: date) -> str:
    return f"Self-assessment beside measured status · As of {figures.edition(edition)}"


def dated(year: str, edition: date, measured: int, targets: int) -> str:
    """As of which edition, and why: 'As of 24 February 2011: by then 53 of 60 targets had a figure of 2009/10, ...'"""
    if edition.year <= 1:
        return f"{measured} of {targets} targets have a figure of {year}. The papers bear no date."
    told = f"{measured} of {targets} target{'' if targets == 1 else 's'} had a figure of {year}"
    most = f"by then {told}, more than in any edition before"
    return f"As of {figures.day(edition)}: {most}. What was published later is left out."


def said(row: dict) -> str:
    """Their own word for a target, as published."""
    return f"“{row['published_rating']}”" if row["published_rating"] else NO_WORD


def measured(row: dict, stands: str) -> str:
    """How it stands by the figures, marked where their word differs: 'Behind (2009/10). Differs: kinder ...'"""
    if row["is_removed"]:
        return REMOVED
    rated = row["judgement"]
    if rated and rated["disagreement"]:
        return f"{stands}. {MISMATCH} their word is {figures.lower_first(rated['disagreement'])}."
    return stands or "–"


def whom(row: dict) -> str:
    """Whom to ask where they differ."""
    lead = promises.lead(row)
    return "The partnership’s board" if lead == promises.NO_LEAD else lead


def targets_of(group: str) -> str:
    """What the table of a policy area is called."""
    return f"{group}: its targets"


def agreed(row: dict) -> str:
    """For when, and by whom and when, a departure was agreed: '2009/10. Places Partnership, 11 February 2010'."""
    by = ", ".join(part for part in (row["decided_by"], row["date"] and figures.day(row["date"])) if part)
    return ". ".join(part for part in (row["period"], by) if part) or "–"


def achieved(written: str) -> str:
    """Whose words they are, and of when."""
    return f"({written}.)"
