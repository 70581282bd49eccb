"""What a board has before it beside the exceptions: what is to be agreed, done and due, and how old it is."""

from datetime import date

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.cards import spending
from pages.components.markup import notes, tables
from pages.components.promises import promise_ratings
from pages.serving import links

SAYS, TOLD = words.boards.meeting, words.boards.exceptions
LATE = Markup('<span class="badge check"><span class="symbol" aria-hidden="true">⚠</span>Late</span>')


def agreed(decisions: list[dict], answers: list[dict]) -> None:
    """What waits for an agreement or an answer, then every recommendation and decision before."""
    with notes.part("What is to be agreed or answered", SAYS.agreed(decisions, answers), is_open=True):
        notes.html('<p class="quiet">{}</p>', SAYS.ROLE)
        if waiting := waits(decisions, answers):
            notes.html("{}", notes.bullets(waiting))
        if before := [TOLD.decision(row) for row in decisions if not row["waits"]]:
            with notes.folded(f"Recommended and agreed before ({len(before)})"):
                notes.html("{}", notes.bullets(before))


def waits(decisions: list[dict], answers: list[dict]) -> list[str]:
    """Recommendations that nobody agreed to yet, and what scrutiny asked and nobody answered, as published."""
    return [*(TOLD.decision(row) for row in decisions if row["waits"]), *map(SAYS.asked, answers)]


def actions(rows: list[dict], titles: dict[str, str]) -> None:
    """Overdue first, the latest of them last; then what was done since the last meeting, then the rest by its day."""
    with notes.part("Actions", SAYS.actions(rows), is_open=True):
        has_result = any(row["result"] for row in rows)
        columns = ("Action", "It concerns", "Who does it", "How it stands", "What came of it")
        tables.plain(
            "Actions",
            columns if has_result else columns[:-1],
            [
                (
                    row["what"],
                    titles.get(row["target"]),
                    row["owner"] or "Nobody is named",
                    Markup("{} {}").format(TOLD.stands(row, "this day"), LATE if row["is_overdue"] else ""),
                    *([row["result"]] if has_result else []),
                )
                for row in queries.in_order(rows)
            ],
            is_stacked=True,
        )


def due(rows: list[dict], day: date) -> None:
    """Figures of periods that have ended, by when they may come."""
    with notes.part("Figures that are due", SAYS.due(rows)):
        notes.html('<p class="quiet">{}</p>', f"{SAYS.NO_NEXT} {SAYS.EXPECTED}")
        tables.plain(
            "Figures that are due",
            ("Target", "For", "To be expected", "Who leads"),
            [(named(row, day), row["period_label"], SAYS.expected(row, day), TOLD.lead(row)) for row in rows],
            is_stacked=True,
        )


def table(caption: str, rows: list[dict], day: date) -> None:
    """Targets that are no exceptions, each with its figures, how it stands, and who leads."""
    tables.plain(
        caption,
        ("Target", "Its figures", "How it stands", "Who leads"),
        [
            (
                named(row, day),
                TOLD.its_figures(row),
                "Removed on the way" if row["is_removed"] else promise_ratings.standing_badge(row["judgement"]),
                TOLD.lead(row),
            )
            for row in rows
        ],
        is_stacked=True,
    )


def ages(rows: list[dict], targets: dict[str, dict], last_actions: dict[str, dict]) -> None:
    """How long each latest figure took from the end of its period to a paper, the slowest first, then the newest."""
    with notes.part("How old the figures are", SAYS.ages(rows)):
        tables.plain(
            "Days from the end of the period to the paper",
            ("Target", "Latest figure", "Before it", "Days", "Printed", "Who leads", "Last action"),
            [_age(row, targets[row["target"]], last_actions.get(row["target"])) for row in rows],
            is_stacked=True,
        )


def _age(row: dict, target: dict, action: dict | None) -> tuple:
    before = target["previous_as_published"]
    return (
        words.promises.titled(target),
        words.promises.with_period(words.promises.printed(target), target["period_label"]),
        words.promises.with_period(before, target["previous_period_label"]) if before else None,
        Markup("{} {}").format(f"{row['days']:,}", LATE if row["is_stale"] else ""),
        words.figures.edition(row["said_by"]),
        TOLD.lead(target),
        f"{action['what']}. {TOLD.stands(action, 'this day')}" if action else None,
    )


def aims(rows: list[dict]) -> None:
    """Objectives of the strategy for which no target stands: they are of the whole, whoever shares the targets."""
    if bare := [row for row in rows if row["title"] and not row["targets"]]:
        with notes.part("Objectives without a target", SAYS.aims(rows), is_open=True):
            notes.html("{}", notes.bullets(TOLD.aim(row) for row in bare))


def money(rows: list[dict], code: str, day: str) -> None:
    """By route and year, with the sum, and the way to every grant; else to the spending of the council."""
    if rows:
        says = words.assessing.money
        years, lines = says.routes(rows)
        with notes.part("Money by route", says.summary(rows)):
            body = [(line.name, *line.amounts) for line in lines]
            made = tables.markup("Money by route", ("Route", *years), body, is_stacked=True)
            notes.html('<div class="even sums">{}</div><p class="quiet">{}</p>', made, says.CAUTION)
            notes.html("<p>{}</p>", notes.link(links.page("assessments", area=code), "Every grant, and who holds it"))
    spending.pointer(code, day)


def named(row: dict, day: date) -> Markup:
    """A target, with the way to its page as of the day."""
    address = links.page("indicator", indicator=row["indicator"], area=row["agreement_code"], as_of=day.isoformat())
    return notes.link(address, words.promises.titled(row))
