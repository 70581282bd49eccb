"""The exceptions that a board looks at first, each with what its papers say of it."""

from datetime import date

from data_pipeline import queries, words
from pages.components.agreements import group_cards
from pages.components.markup import templates
from pages.serving import database, links

SAYS = words.boards.exceptions


def found(code: str, day: str, rows: list[dict]) -> list[tuple[dict, dict]]:
    """The lines of enquiry about these targets that are exceptions, in their order, each with its target."""
    return queries.exceptions(database.lasting(queries.enquiries, code, code, None, day, None), rows)


def show(pairs: list[tuple[dict, dict]], papers: dict, day: str) -> None:
    """The exceptions, the first of them open, and once what nobody published of any.

    `papers`: `said`, `actions`, `risks` and `decisions`, all of the agreement.
    """
    shown = int(database.lasting(queries.threshold, "lines_of_enquiry"))
    missing = [kind for kind in SAYS.KINDS if not papers[kind]]
    told = SAYS.told(pairs, papers, date.fromisoformat(day))
    for one, (_, row) in zip(told, pairs, strict=True):
        choices = {"indicator": row["indicator"], "area": row["agreement_code"], "as_of": day}
        one["said"] = _said(one["said"]) if one["said"] else None
        one["address"] = links.page("indicator", **choices)
        one["picture"] = links.page("drawing/promise.svg", **choices | {"area": row["area_code"]}, target=row["target"])
    templates.show(
        "boards/exceptions",
        rows=told,
        shown=shown,
        missing=SAYS.missing(missing),
        printed=[kind for kind in SAYS.KINDS if kind not in missing],
        has_partner=SAYS.has_partner([row for _, row in pairs]),
    )


def _said(row: dict) -> dict:
    """What a partnership wrote of a policy area: what is wrong, and what is being done, verbatim."""
    return {
        "by": SAYS.written(row),
        "wrong": group_cards.published(row["challenges"]) if row["challenges"] else None,
        "doing": group_cards.published(row["what_is_being_done"]) if row["what_is_being_done"] else None,
    }
