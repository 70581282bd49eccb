"""What the agreement rests on, with how old it is, and how many targets each theme has."""

from datetime import date

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.markup import notes, tables
from pages.serving import database

SAYS = words.boards.evidence
DUE = Markup(' <span class="badge check"><span class="symbol" aria-hidden="true">⚠</span>{}</span>').format(SAYS.DUE)


def show(agreement_code: str, on: date) -> None:
    """Every paper of the agreement that had been published by the day, each linked."""
    found = database.lasting(queries.pack_sheet, "documents", agreement_code, on.isoformat())
    if not found:
        return
    days = int(database.lasting(queries.threshold, "evidence_days"))
    body = []
    for row in SAYS.in_order(found):
        *cells, age = SAYS.told(row, on)
        due = DUE if SAYS.is_due(row, on, days) else ""
        body.append((notes.paper(row["url"], row["title"]), *cells, age and Markup("{}{}").format(age, due)))
    with notes.part(SAYS.TITLE, SAYS.summary(found, on, days)):
        notes.html('<p class="quiet">{}</p>', SAYS.rule(days))
        tables.plain(SAYS.TITLE, SAYS.COLUMNS, body, is_stacked=True)


def coverage(targets: list[dict]) -> None:
    """How many targets each theme has, those with none too; what was removed is not counted."""
    counts = queries.by_theme(database.lasting(queries.themes), targets)
    if any(counts.values()):
        with notes.part(SAYS.COVERAGE, SAYS.coverage(counts)):
            body = [(name or SAYS.NO_THEME, f"{count:,}") for name, count in counts.items()]
            tables.plain(SAYS.COVERAGE, SAYS.OF_COVERAGE, body, (1,))
            notes.html('<p class="quiet">{}</p>', SAYS.NEUTRAL)
