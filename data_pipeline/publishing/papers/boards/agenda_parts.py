"""What a board has before it beside the exceptions, part by part as on its page, with the words of the page."""

from datetime import date

from data_pipeline import words
from data_pipeline.publishing.papers.reports.report import Heading, Part, Row, Table, plain, points

SAYS, TOLD, OF = words.documents.board, words.boards.exceptions, words.boards.meeting
titled = words.promises.titled


def of(pack: dict) -> list[Part]:
    """Decisions, actions, what is due, what changed, the targets that are no exceptions, and what is not declared; each
    only where there is any.
    """
    return [
        *_agreed(pack),
        *_actions(pack),
        *_due(pack),
        *_changes(pack),
        *_rest(pack),
        *_bare(pack),
    ]


def waiting(pack: dict) -> list[str]:
    """What waits for an agreement or an answer, as published."""
    found = [TOLD.decision(row) for row in pack["decisions"] if row["waits"]]
    return found + [OF.asked(row) for row in pack["answers"]]


def _agreed(pack: dict) -> list[Part]:
    parts: list[Part] = [
        Heading(SAYS.AGREED, is_on_new_page=bool(pack["told"])),
        plain(OF.agreed(pack["decisions"], pack["answers"]), OF.ROLE),
    ]
    parts += [points(*found)] if (found := waiting(pack)) else []
    if before := [TOLD.decision(row) for row in pack["decisions"] if not row["waits"]]:
        parts += [Heading(SAYS.BEFORE, 3), points(*before)]
    return parts


def _actions(pack: dict) -> list[Part]:
    if not (rows := pack["actions"]):
        return []
    titles = {row["target"]: titled(row) for row in pack["rows"]}
    has_result = any(row["result"] for row in rows)
    heads = (*SAYS.OF_ACTIONS, *([SAYS.RESULT] if has_result else []))
    cells = [
        (
            row["what"],
            titles.get(row["target"]) or "–",
            row["owner"] or SAYS.NOBODY,
            TOLD.stands(row, words.figures.day(pack["on"])),
            *([row["result"] or "–"] if has_result else []),
        )
        for row in rows
    ]
    return [Heading(SAYS.ACTIONS), plain(OF.actions(rows)), table(SAYS.ACTIONS, heads, cells)]


def _due(pack: dict) -> list[Part]:
    if not (rows := pack["due"]):
        return []
    cells = [(titled(row), row["period_label"], OF.expected(row, pack["on"]), TOLD.lead(row)) for row in rows]
    said = plain(OF.due(rows), OF.NO_NEXT, OF.EXPECTED)
    return [Heading(SAYS.DUE), said, table(SAYS.DUE, SAYS.OF_DUE, cells)]


def _changes(pack: dict) -> list[Part]:
    """The ratings that changed since the last meeting, each with what moved it."""
    if pack["since"] is None:
        return []
    since, rated = date.fromisoformat(pack["since"]), pack["rated"]
    told = words.editions.tally(since, pack["agreement"]["edition"], pack["changes"], rated, pack["verdicts"])
    parts: list[Part] = [Heading(SAYS.CHANGED), plain(told)]
    before, now = pack["ratings"]
    cells = [
        (
            row["title"],
            _rating(before.get(row["target"]), SAYS.NOT_YET),
            _rating(now.get(row["target"]), SAYS.NO_LONGER),
            " ".join(map(words.editions.change, row["changes"])),
        )
        for row in rated
    ]
    return [*parts, table(SAYS.CHANGED, SAYS.OF_CHANGES, cells)] if cells else parts


def _rating(rated: dict | None, without: str) -> str:
    return without if rated is None else TOLD.standing(words.ratings.rated(rated))


def _rest(pack: dict) -> list[Part]:
    """The targets that are no exceptions: on track or kept, and what nobody can say of."""
    parts: list[Part] = []
    kinds = ((TOLD.GOOD, TOLD.GOOD.lower(), pack["good"]), (TOLD.UNSAID, TOLD.OF_WHICH, pack["others"]))
    for title, which, rows in kinds:
        if rows:
            cells = [_target(row, pack["verdicts"]) for row in rows]
            parts += [Heading(title), plain(TOLD.more(len(rows), which)), table(title, SAYS.TARGETS, cells)]
    return parts


def _target(row: dict, verdicts: dict) -> tuple[str, str, str, str]:
    """A target with its figures, how it stands, and who leads."""
    return titled(row), TOLD.its_figures(row), _how_it_stands(row, verdicts), TOLD.lead(row)


def _how_it_stands(row: dict, verdicts: dict) -> str:
    """Whether a target that is over was kept, else our rating, with the period; that it was dropped."""
    if row["is_removed"]:
        return SAYS.REMOVED
    return TOLD.standing(words.ratings.stands(row["judgement"], verdicts)) if row["judgement"] else "–"


def _bare(pack: dict) -> list[Part]:
    """What lacks something: objectives a target, targets a lead or a baseline."""
    parts: list[Part] = []
    if pack["aims"]:
        said = (plain(OF.aims(pack["aims"])), points(*map(TOLD.aim, pack["aims"])))
        parts += [Heading(SAYS.AIMS), *said]
    for title, name in ((words.promises.NO_LEAD, "without_lead"), (SAYS.NO_START, "without_start")):
        if rows := pack[name]:
            said = TOLD.of_all(len(rows), len(pack["rows"]))
            parts += [Heading(title), plain(said), points(*map(titled, rows))]
    return parts


def table(title: str, heads: tuple[str, ...], cells: list[tuple]) -> Table:
    """The first column and those of many words are the widest."""
    widths = tuple(WIDE.get(head, 24) for head in heads)
    return Table(title, heads, widths, tuple(Row(tuple(row)) for row in cells))


WIDE = {
    "Target": 34,
    "Action": 34,
    "Because": 40,
    "Its figures": 34,
    "Latest figure": 34,
    "Route": 34,
    "Days": 14,
    "For": 18,
    "What": 46,
    "Paper": 46,
}
