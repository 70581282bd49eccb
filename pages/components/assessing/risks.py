"""What could stop a promise from being kept, and why partners departed from one."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import notes, tables
from pages.components.promises import promise_ratings
from pages.serving import links

SAYS = words.assessing.risks
OWNERLESS = Markup('<span class="badge check"><span class="symbol" aria-hidden="true">⚠</span>{}</span>')


def show(rows: list[dict]) -> None:
    """The risks by theme, those that nobody answers for marked."""
    columns = (
        "What could happen",
        "How likely, how bad",
        "What is done about it",
        "Who answers",
        "It concerns",
        "Source",
    )
    for theme, mine in SAYS.by_theme(rows).items():
        table = tables.markup(f"Risks: {theme}", columns, [_risk(row) for row in mine], is_stacked=True)
        notes.html('<div class="even">{}{}</div>', notes.heading(theme), table)


def _risk(row: dict) -> tuple:
    concerns = _target(row) if row["title"] else row["policy_area_name"]
    parts = [notes.paper(row["source_url"], "The paper") if row["source_url"] else None, SAYS.reviewed(row)]
    return (
        row["what"],
        SAYS.how_bad(row),
        row["mitigation"],
        row["owner"] or OWNERLESS.format(SAYS.NOBODY),
        concerns,
        notes.join([part for part in parts if part], ". ") or None,
    )


def departures(rows: list[dict], promises: list[dict]) -> None:
    """Why partners departed from targets; our rating of each is the same as everywhere."""
    rated = {row["target"]: row["judgement"] for row in promises}
    notes.html("<p>{}</p>", SAYS.WHY)
    tables.plain(
        "Departures from targets",
        ("Target", "Who departed", "Why", "For", "Agreed by", "Our rating"),
        [
            (
                _target(row) if row["title"] else row["target"],
                row["partner"],
                row["reason"],
                row["period"],
                ", ".join(part for part in (row["decided_by"], words.figures.day(row["date"])) if part),
                promise_ratings.rating_badge(rated.get(row["target"])) or None,
            )
            for row in rows
        ],
        is_stacked=True,
    )


def _target(row: dict) -> Markup:
    return notes.link(links.page("indicator", indicator=row["indicator"], area=row["agreement_code"]), row["title"])
