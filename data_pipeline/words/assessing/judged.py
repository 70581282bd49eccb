"""What inspectors published of a place and its bodies: four kinds of judgement, which are never added up."""

from data_pipeline.words.figures import partial_day

# By kind, in the order of the White Paper of 2006 (paragraph 6.47): heading, what it is, and who is judged.
KINDS = {
    "area risk": (
        "Risks to the area",
        "What could keep the whole area from doing well, and what was done about it. It has no score.",
    ),
    "direction of travel": (
        "Direction of travel",
        "How fast one council improved, and whether that was likely to go on.",
    ),
    "use of resources": (
        "Use of resources",
        "How well one council, primary care trust or police authority used its money and people.",
    ),
    "inspection": ("Inspections", "What inspectors found who looked more closely at one service."),
}
NOT_ADDED_UP = (
    "Each is about its own subject, on a scale of its own, and they are not added up: “there will no longer be a "
    "single performance mark” (Strong and prosperous communities, 2006, paragraph 6.53)."
)
LEFT_OUT = "None published."


def summary(rows: list[dict]) -> str:
    """'11 judgements of 4 kinds, of 4 subjects.'"""
    count, kinds, bodies = len(rows), len({row["kind"] for row in rows}), len({row["body"] for row in rows})
    if count == 1:
        return "1 judgement."
    return f"{count} judgements of {_counted(kinds, 'kind')}, of {_counted(bodies, 'subject')}."


def _counted(count: int, what: str) -> str:
    return f"{'one' if count == 1 else count} {what}{'' if count == 1 else 's'}"


def heading(row: dict) -> str:
    """'Exampleshire County Council, 2008/09'."""
    return f"{row['body']}, {row['year']}"


def score(row: dict) -> str:
    """The grade as published, where the scale does not show it; nothing where there is none, or it does."""
    if row["score"] is None or row["grade_position"]:
        return ""
    if not row["grades"]:
        return f"“{row['score']}”. No scale is published with it."
    return f"“{row['score']}”, which is none of the grades of the scale as it is printed."


def published(row: dict) -> str:
    """'Published 9 December 2009.'"""
    if row["published_on"]:
        return f"Published {partial_day(row['published_on'])}."
    return "The day on which it was published is not known."
