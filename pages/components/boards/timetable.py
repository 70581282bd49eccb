"""What has a day to come: by when, what, by whom and at what level."""

from data_pipeline import queries, words
from pages.components.markup import notes, tables
from pages.serving import database

SAYS = words.boards.timetable


def show(agreement_code: str, day: str, targets: list[dict], decisions: list[dict]) -> None:
    """What concerns these targets from the day on, the soonest first; last, what waits for agreement without a day.

    `decisions`: of queries.meeting, as far as they concern the same targets.
    """
    rows = queries.by_lead(database.lasting(queries.timetable, agreement_code, day), targets)
    waiting = [row for row in decisions if row["waits"]]
    if rows or waiting:
        with notes.part(SAYS.TITLE, SAYS.summary(rows, waiting)):
            notes.html('<p class="quiet">{}</p>', SAYS.LEVELS)
            body = [*map(SAYS.line, rows), *map(SAYS.waits, waiting)]
            tables.plain(SAYS.TITLE, SAYS.COLUMNS, body, is_stacked=True)
