"""Who answers for a place: a line for the first screen of a card, and the rest folded under it."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.markup import templates
from pages.serving import database


def line(area: dict, leads: list[dict] | None = None, complain: str = "#complain") -> Markup:
    """Who answers for `area`, as a paragraph for the first screen of its card.

    `leads`: of its agreement, as queries.promise_leads gives them; None on a card of national figures. `complain`:
    where `fold` stands. Asks nothing after the first of a build, and may stand wherever a paragraph may.
    """
    council, duties = _of(area)
    told = [words.answerable.councils.line(council, duties)]
    if leads is not None:
        told.append(words.answerable.councils.leads(leads))
    return templates.markup("answerable/line", told=" ".join(filter(None, told)), address=complain)


def fold(area: dict, leads: list[dict] | None = None) -> Markup:
    """Who answers for what, and how to complain, folded: below the measures of a card of either kind.

    `leads`: as for `line`. Once on a page: the link of `line` leads into it.
    """
    council, duties = _of(area)
    ways, closed = words.answerable.redress.open_to(database.lasting(queries.redress), area["area_code"])
    return templates.markup(
        "answerable/fold",
        area=area["area_code"],
        title=words.answerable.councils.shares_title(council),
        shares=words.answerable.councils.shares(council, duties),
        agreement=area.get("agreement_area_code") or area["area_code"],
        leads=None if leads is None else [words.answerable.councils.lead(row) for row in leads],
        partnerships=sorted({name for row in leads or () for name in row["partnerships"]}),
        ways=ways,
        closed=closed,
    )


def _of(area: dict) -> tuple[dict, list[dict]]:
    return database.lasting(queries.councils)[area["area_code"]], database.lasting(queries.council_duties)
