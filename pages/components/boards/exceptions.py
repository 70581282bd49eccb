"""The exceptions that a board looks at first, each with what its papers say of it."""

from datetime import date

from data_pipeline import queries, words
from pages.components.agreements import group_cards
from pages.components.markup import templates
from pages.serving import database, links

SAYS = words.boards.exceptions
REASONS = (*queries.OFF_TRACK, "stale")


def found(code: str, day: str, rows: list[dict]) -> list[tuple[dict, dict]]:
    """The lines of enquiry about these targets that are exceptions, in their order, each with its target."""
    by_target = {row["target"]: row for row in rows}
    lines = database.lasting(queries.enquiries, code, code, None, day, None)
    pairs = []
    for line in lines:
        reasons = [row for row in line["reasons"] if row["reason"] in REASONS]
        if line["target"] in by_target and reasons:
            pairs.append((line | {"reasons": reasons}, by_target[line["target"]]))
    return pairs


def show(pairs: list[tuple[dict, dict]], papers: dict, day: str) -> None:
    """The exceptions, the first of them open, and once what nobody published of any.

    `papers`: `said`, `actions`, `risks` and `decisions`, all of the agreement.
    """
    shown = int(database.lasting(queries.threshold, "lines_of_enquiry"))
    missing = [kind for kind in SAYS.KINDS if not papers[kind]]
    by_area = _latest(papers["said"])
    told, carried = [], {}
    for number, (line, row) in enumerate(pairs, start=1):
        one = _told(line, row, papers, day)
        said = by_area.get(row["policy_area"])
        one["said_at"] = carried.setdefault(row["policy_area"], number) if said else None
        one["said"] = _said(said) if said and one["said_at"] == number else None
        told.append(one | {"number": number})
    templates.show(
        "boards/exceptions",
        rows=told,
        shown=shown,
        missing=SAYS.missing(missing),
        printed=[kind for kind in SAYS.KINDS if kind not in missing],
        has_partner=SAYS.has_partner([row for _, row in pairs]),
    )


def _told(line: dict, row: dict, papers: dict, day: str) -> dict:
    """One exception in texts."""
    choices = {"indicator": row["indicator"], "area": row["agreement_code"], "as_of": day}
    on = words.figures.day(date.fromisoformat(day))
    mine = {
        kind: [one for one in papers[kind] if one["target"] == row["target"]] for kind in SAYS.KINDS if kind != "said"
    }
    waiting = [one for one in mine["decisions"] if one["waits"]]
    return {
        "title": line["title"],
        "target": row["target"],
        **words.scrutiny.enquiry.reasons(line["reasons"]),
        "lead": SAYS.lead(row),
        "contributors": SAYS.contributors(row),
        "partnership": row["partnership"],
        "actions": [SAYS.action(one, on) for one in mine["actions"]],
        "risks": [SAYS.risk(one) for one in mine["risks"]],
        "needed": [SAYS.decision(one) for one in waiting],
        "decided": [SAYS.decision(one) for one in mine["decisions"] if not one["waits"]],
        "address": links.page("indicator", **choices),
        "picture": links.page("drawing/promise.svg", **choices | {"area": row["area_code"]}, target=row["target"]),
    }


def _latest(said: list[dict]) -> dict[str, dict]:
    """By policy area what its partnership wrote last."""
    return {row["policy_area"]: row for row in sorted(said, key=lambda row: row["date"]) if row["policy_area"]}


def _said(row: dict) -> dict:
    """What a partnership wrote of a policy area: what is wrong, and what is being done, verbatim."""
    return {
        "by": f"{row['author']}, {words.figures.day(row['date'])}",
        "wrong": group_cards.published(row["challenges"]) if row["challenges"] else None,
        "doing": group_cards.published(row["what_is_being_done"]) if row["what_is_being_done"] else None,
    }
