"""How a board's meeting divides the targets of an agreement, for whoever lays it out: the exceptions, then the rest."""

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from data_pipeline.queries.asking import Rows
from data_pipeline.queries.scrutiny.enquiries import OFF_TRACK

EXCEPTIONS = (*OFF_TRACK, "stale")  # Reasons to ask about a target which make it an exception.
GOOD = {"met", "on_track", "close"}


def exceptions(lines: Rows, targets: Rows) -> list[tuple[dict, dict]]:
    """The lines of enquiry about these targets that are exceptions, in their order, each with its target.

    `lines`: of enquiries without figures of a year; `targets`: of standing. A line has only those of its reasons that
    make it an exception.
    """
    by_target = {row["target"]: row for row in targets}
    pairs = []
    for line in lines:
        reasons = [row for row in line["reasons"] if row["reason"] in EXCEPTIONS]
        if line["target"] in by_target and reasons:
            pairs.append((line | {"reasons": reasons}, by_target[line["target"]]))
    return pairs


def no_exceptions(targets: Rows, pairs: list[tuple[dict, dict]]) -> tuple[Rows, Rows]:
    """What is no exception: on track or kept, and what nobody can say of or was dropped."""
    excepted, good, others = {row["target"] for _, row in pairs}, [], []
    for row in targets:
        if row["target"] not in excepted:
            (good if _is_good(row) else others).append(row)
    return good, others


def _is_good(row: dict) -> bool:
    rated = row["judgement"]
    if rated is None or row["is_removed"]:
        return False
    return rated["end_code"] == "kept" if rated["is_over"] else rated["rating_code"] in GOOD


def since(editions: Sequence[date], latest: date, day: str) -> str | None:
    """The edition from which on things are new at a meeting: the latest of three months before, else the earliest.

    `editions`: all, the latest first; `latest`: that of the meeting. None where there is none before it.
    """
    earlier = [edition for edition in editions if edition < latest]
    quarter = date.fromisoformat(day) - relativedelta(months=3)
    return next((edition for edition in earlier if edition <= quarter), earlier[-1]).isoformat() if earlier else None


def concerning(rows: Rows, targets: Rows) -> Rows:
    """Of decisions, actions or what was asked those that concern these targets; what names none concerns everyone."""
    named = {row["target"] for row in targets}
    areas = {row["policy_area"] for row in targets}
    return [
        row
        for row in rows
        if (row["target"] in named if row["target"] else row.get("policy_area") is None or row["policy_area"] in areas)
    ]


def in_order(actions: Rows) -> Rows:
    """Overdue first, the latest of them last; then what was done since the last meeting, then the rest by its day."""
    return sorted(actions, key=lambda row: (not row["is_overdue"], not row["is_new"], bool(row["done_on"])))


def without_lead(targets: Rows) -> Rows:
    """Those whose papers name nobody who leads."""
    return [row for row in targets if row["lead_partner"] in (None, "not published") and not row["is_removed"]]


def without_start(targets: Rows) -> Rows:
    """Those whose papers print no baseline."""
    return [row for row in targets if row["baseline_value"] is None and not row["is_removed"]]


def by_theme(themes: dict[str, str], targets: Rows) -> dict[str | None, int]:
    """How many targets each theme has, those with none too, and under None of no theme; what was removed is left out.

    `themes`: the name of each by its code.
    """
    counts = dict.fromkeys(themes.values(), 0)
    for row in targets:
        if not row["is_removed"]:
            counts[row["theme_name"]] = counts.get(row["theme_name"], 0) + 1
    return counts
