"""What a board has before it at a meeting, gathered as its page gathers it: for a document, and for slides."""

from dataclasses import dataclass
from datetime import date

from data_pipeline import queries, words


@dataclass(frozen=True)
class Only:
    """Whose targets, and of which theme, as words.boards.exceptions.chosen has them; None for all."""

    partner: str | None = None
    theme: str | None = None


ALL = Only()


def made_of(con: queries.Connection, area: dict, day: str, only: Only) -> dict:
    """What the pack of the meeting on `day` ('2010-09-14') is made of; its agreement must have been known by then.

    `pairs` and `told`: the exceptions, as queries and words.boards have them; `good` and `others`: the other targets.
    """
    code = area["agreement_area_code"]
    agreement, on = queries.agreement(con, code, day), date.fromisoformat(day)
    everything = queries.standing(con, code, day)
    every = words.tallies.targets(everything)
    rows, which = words.boards.exceptions.chosen(every, queries.lead_bodies(con), only.partner, only.theme)
    editions = queries.editions(con, code)
    since = queries.since([row["edition"] for row in editions], agreement["edition"], day)
    found, assessed = queries.meeting(con, code, day, since), queries.assessment(con, code, day)
    papers = {
        "said": queries.pack_sheet(con, "commentary", code, day),
        "actions": found["actions"],
        "risks": assessed["risks"],
        "decisions": found["decisions"],
    }
    pairs = queries.exceptions(queries.enquiries(con, code, code, None, day), rows)
    good, others = queries.no_exceptions(rows, pairs)
    asked = queries.concerning(queries.exchanges(con, code, day), rows)
    named = {row["target"] for row in rows}
    return {
        "area": area,
        "agreement": agreement,
        "on": on,
        "since": since,
        "only": words.boards.exceptions.only(len(rows), len(every), which),
        "counted": rows if which else everything,
        "rows": rows,
        "pairs": pairs,
        "told": words.boards.exceptions.told(pairs, papers, on),
        "missing": [kind for kind in words.boards.exceptions.KINDS if not papers[kind]],
        "good": good,
        "others": others,
        "decisions": queries.concerning(found["decisions"], rows),
        "answers": [row for row in asked if row["standing"] in ("overdue", "waiting")],
        "actions": queries.in_order(queries.concerning(found["actions"], rows)),
        "due": [row for row in found["due"] if row["target"] in named],
        "ages": [row for row in found["ages"] if row["target"] in named],
        **_changed(con, code, (since, day), named if which else None),
        "without_lead": queries.without_lead(rows),
        "without_start": queries.without_start(rows),
        "aims": [row for row in assessed["aims"] if row["title"] and not row["targets"]],
        "money": assessed["money"],
        "has_spending": bool(queries.childrens_spending(con, code, day)),
        "to_come": queries.by_lead(queries.timetable(con, code, day), rows),
        "coverage": queries.by_theme(queries.themes(con), rows),
        "evidence": words.boards.evidence.in_order(queries.pack_sheet(con, "documents", code, day)),
        "evidence_days": int(queries.threshold(con, "evidence_days")),
        "papers": next((row["papers"] for row in editions if row["edition"] == agreement["edition"]), []),
        "verdicts": queries.verdicts(con),
    }


def _changed(con: queries.Connection, code: str, days: tuple[str | None, str], named: set[str] | None) -> dict:
    """What the editions since the last meeting changed of these targets, or of all: `changes`, and `rated` by cause."""
    since, day = days
    if since is None:
        return {"changes": [], "rated": [], "ratings": ({}, {})}
    changes = [
        row
        for row in queries.changes(con, code, since, day)
        if named is None or row["target"] in named or row["what"] == "close_share"
    ]
    before, now = ({row["target"]: row for row in queries.ratings(con, code, one)} for one in days)
    return {"changes": changes, "rated": words.editions.rating_changes(changes), "ratings": (before, now)}
