"""A meeting of a partnership's board in words: when, what was new, what is to be agreed, what falls due."""

from datetime import date

from data_pipeline.words.figures import day, edition
from data_pipeline.words.scrutiny import exchanges

ROLE = (
    "A Local Strategic Partnership looks at progress and recommends. Its council and its other members decide, each "
    "for itself."
)
NO_NEXT = "When the board meets next is in no paper found."
EXPECTED = "A figure is to be expected as long after its period as the last one was printed; that is our guess."


def dated(on: date, latest: date, since: date | None) -> str:
    """'As of 14 September 2010. The latest figures by then are of 27 August 2010.'"""
    told = f"As of {day(on)}: what was published later is left out."
    if latest.year > 1:
        told += f" The latest figures or targets were printed on {edition(latest)}."
    return f"{told} What is new is counted from {edition(since)}." if since else told


def agreed(decisions: list[dict], answers: list[dict]) -> str:
    """'1 recommendation waits for agreement, and 2 answers to scrutiny are due.'"""
    waits = sum(row["waits"] for row in decisions)
    parts = []
    if waits:
        parts.append(f"{waits} recommendation{' waits' if waits == 1 else 's wait'} for agreement")
    if answers:
        parts.append(f"{len(answers)} answer{' to scrutiny is' if len(answers) == 1 else 's to scrutiny are'} due")
    return f"{' and '.join(parts)}." if parts else "Nothing in the papers waits for an agreement or an answer."


def asked(row: dict) -> str:
    """What scrutiny asked, of whom, and how its answer stands."""
    return f"{exchanges.asked(row)}, to {row['to_body'] or 'nobody named'}: “{row['text']}” {exchanges.standing(row)}"


def actions(rows: list[dict]) -> str:
    """'5 overdue, 3 done since then, 9 not due yet: 17 in all.'"""
    new, late = sum(row["is_new"] for row in rows), sum(row["is_overdue"] for row in rows)
    undated = sum(not row["due"] and not row["done_on"] for row in rows)
    waiting = sum(not row["done_on"] and not row["is_overdue"] for row in rows) - undated
    counts = {
        "overdue": late,
        "done since then": new,
        "not due yet": waiting,
        "done earlier": len(rows) - new - late - waiting - undated,
        "without a day": undated,
    }
    return f"{', '.join(f'{count} {what}' for what, count in counts.items() if count)}: {len(rows)} in all."


def due(rows: list[dict]) -> str:
    """'4 targets wait for the figure of a period that has ended.'"""
    if not rows:
        return "No figure of a period that has ended is missing."
    return f"{len(rows)} target{' waits' if len(rows) == 1 else 's wait'} for the figure of a period that has ended."


def expected(row: dict, on: date) -> str:
    """When a figure would come if it took as long as the last one did."""
    if row["expected_on"] is None:
        return "No earlier figure tells how long it takes"
    when = day(row["expected_on"])
    return f"About {when}" if row["expected_on"] >= on else f"About {when}, which has passed"


def ages(rows: list[dict]) -> str:
    """'3 of 50 figures were printed more than a year after their period: the slowest took 385 days.'"""
    if not rows:
        return "No figure had been published by then."
    late, slowest = sum(row["is_stale"] for row in rows), rows[0]["days"]
    which = "The one figure took" if len(rows) == 1 else "From the end of its period to print a figure took up to"
    told = f"{which} {slowest:,} day{'' if slowest == 1 else 's'}."
    return f"{told} {late} of {len(rows)} came late." if late else told


def aims(rows: list[dict]) -> str:
    """'The strategy has 19 objectives. For 1 of them no target stands.' in the words of the page on assessments."""
    bare = [row for row in rows if row["title"] and not row["targets"]]
    return f"{len(bare)} objective{'' if len(bare) == 1 else 's'} of the strategy without a target."


def message(place: str) -> str:
    """For sending on."""
    return f"For the board of {place}."
