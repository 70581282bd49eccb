"""The money behind an agreement: how it comes, and who holds it, beside use of resources and results."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.agreements import group_cards
from pages.components.markup import notes, tables

SAYS = words.assessing.money


def show(rows: list[dict], judgements: list[dict], promises: list[dict]) -> None:
    """By route, each with its sum; then by who holds it."""
    years = SAYS.years(rows)
    notes.html('<p class="caution">{}</p>', SAYS.CAUTION)
    for route, mine in SAYS.by_route(rows).items():
        name, meaning = SAYS.ROUTES[route]
        notes.html('{}<p class="quiet">{}</p>', notes.heading(name), meaning)
        table(name, mine, years)
    notes.html("<p>All routes together: {} {}</p>", SAYS.summary(rows), SAYS.not_split(rows, years))
    _by_body(rows, years, judgements, promises)


def table(caption: str, rows: list[dict], years: list[str] | None = None) -> None:
    """A line for each grant or budget, and the sum of several. `years`: the columns, else those of the rows."""
    years = years or SAYS.years(rows)
    lines = SAYS.lines(rows, years)
    if len(lines) > 1:
        lines.append(SAYS.total("All of these", rows, years))
    body = [(Markup('{} <span class="quiet">{}</span>').format(line.name, line.about), *line.amounts) for line in lines]
    made = tables.markup(caption, ("Grant or budget", *years), body, is_stacked=True)
    notes.html('<div class="even sums">{}</div>', made)
    if note := SAYS.rounding(rows, years):
        notes.html('<p class="quiet">{}</p>', note)


def _by_body(rows: list[dict], years: list[str], judgements: list[dict], promises: list[dict]) -> None:
    """What each body holds, beside how its use of resources was judged and what became of the promises it leads."""
    notes.html(
        '{}<p class="quiet">{}</p>', notes.heading("Who holds it, and what came of what they lead"), SAYS.NO_CAUSE
    )
    tables.plain(
        "Money, use of resources and results by body",
        ("Body", "Money it holds", "Its use of resources", "Promises it leads"),
        [
            (
                body or "Nobody is named",
                SAYS.in_years(SAYS.total(body, held, years), years) if held else None,
                SAYS.used(graded) if graded else None,
                group_cards.tally([row for row in promises if SAYS.leads(body, row)]) or None,
            )
            for body, held, graded in SAYS.bodies(rows, judgements)
        ],
        is_stacked=True,
    )
