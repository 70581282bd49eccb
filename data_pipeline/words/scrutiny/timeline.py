"""What was asked, decided and done about a measure: rows of queries.timeline in words, never as a cause."""

from data_pipeline.words.figures import partial_day

KINDS = {
    "request": "request", "recommendation": "recommendation", "question": "question", "report": "report to councillors",
    "petition": "petition", "call": "call for action", "peer challenge": "help or a review by peers",
    "inspection": "inspection", "result": "result of an inspection", "decision": "decision", "done": "action done",
    "due": "action due, and not known to be done", "action": "action",
}  # fmt: skip
HEADING = "What was asked, decided and done about it"
NO_CAUSE = "They stand beside the figures by date. That does not say that one brought about the other."


def note(rows: list[dict], chart: str | None) -> str:
    """What the numbers are and what they are not. `chart`: the kind of the one that has them, if there is one."""
    dated = [row for row in rows if row["day"]]
    told = []
    if chart and dated:
        told.append("The numbers stand on the chart, those near one another on one line.")
        if chart == "trend":
            told.append("Each stands at its year.")
        elif any(len(row["printed"]) < 10 for row in dated):
            told.append("What is known to the month or the year only stands in its middle.")
    return " ".join([*told, NO_CAUSE])


def when(row: dict) -> str:
    return partial_day(row["printed"]) if row["printed"] else "No day is printed"


def kind(row: dict) -> str:
    """'request by the Health Scrutiny Committee, to the Primary Care Trust'."""
    by = f" by {row['whose']}" if row["whose"] else ""
    to = f", to {row['to_whom']}" if row["to_whom"] else ""
    return f"{KINDS[row['kind']]}{by}{to}"


def lines(rows: list[dict]) -> tuple[str, ...]:
    """For below a picture: '3. 12 November 2009, recommendation by ...: Open one front door ...'."""
    told = [f"{number}. {when(row)}, {kind(row)}: {row['what']}" for number, row in enumerate(rows, 1)]
    return (*told, NO_CAUSE) if told else ()


def alt(rows: list[dict]) -> str:
    """What the numbers of a chart stand for, for who cannot see it: ' Numbers mark 2 things: 1, 1 April 2009, ...'."""
    if not rows:
        return ""
    named = "; ".join(f"{number}, {when(row)}, {KINDS[row['kind']]}" for number, row in enumerate(rows, 1))
    return f" Numbers mark what was asked, decided and done: {named}."
