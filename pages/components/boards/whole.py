"""Everything that a board has before it at one meeting, of all targets or of those of a partner or a theme."""

from datetime import date

from data_pipeline import queries, words
from pages.components.agreements import agreement_changes, annual_reports
from pages.components.boards import agenda, evidence, exceptions, timetable
from pages.components.markup import meanings, notes, templates
from pages.components.promises import promise_links
from pages.components.sharing import share
from pages.serving import database, links

SAYS, TOLD = words.boards.meeting, words.boards.exceptions


def targets(code: str, day: str) -> list[dict]:
    """Every target in the agreement or beside it, those removed on the way too, as it stood on the day."""
    return words.tallies.targets(database.lasting(queries.standing, code, day))


def since(agreement: dict, day: str) -> str | None:
    """The edition from which on things are new; None where there is none before that of the meeting."""
    editions = [row["edition"] for row in database.lasting(queries.editions, agreement["area_code"])]
    return queries.since(editions, agreement["edition"], day)


def papers(code: str, day: str, last: str | None) -> dict[str, list[dict]]:
    """What the papers of an agreement say of its targets, by the kinds of words.boards.exceptions."""
    found = database.lasting(queries.meeting, code, day, last)
    return {
        "said": database.lasting(queries.pack_sheet, "commentary", code, day),
        "actions": found["actions"],
        "risks": database.lasting(queries.assessment, code, day)["risks"],
        "decisions": found["decisions"],
    }


def answer(counted: list[dict]) -> str:
    """Where some targets stand in one line, in the words of the agreement's card."""
    return words.headlines.promises.answer(words.tallies.tallies(counted, meanings.verdicts()))


def to_agree(code: str, day: str, last: str | None, rows: list[dict]) -> tuple[list[dict], list[dict]]:
    """What was recommended or decided about these targets, the latest first, and what scrutiny waits to be answered."""
    asked = queries.concerning(database.lasting(queries.exchanges, code, day), rows)
    answers = [row for row in asked if row["standing"] in ("overdue", "waiting")]
    return queries.concerning(database.lasting(queries.meeting, code, day, last)["decisions"], rows), answers


def show(agreement: dict, day: str, last: str | None, every: list[dict], chosen: dict[str, str | None]) -> None:
    """The meeting on `day`; `last`: the day since which things are new; `every`: all targets; `chosen`: of which
    `partner` and which `theme` they are shown, as the address has it; None for all.
    """
    rows, which = TOLD.chosen(every, database.lasting(queries.lead_bodies), **chosen)
    code, on = agreement["area_code"], date.fromisoformat(day)
    found = database.lasting(queries.meeting, code, day, last)
    assessed = database.lasting(queries.assessment, code, day)
    everything = database.lasting(queries.standing, code, day)
    pairs = exceptions.found(code, day, rows)
    good, others = queries.no_exceptions(rows, pairs)
    only = TOLD.only(len(rows), len(every), which)
    _first(agreement, (on, last), rows if only else everything, only, (len(pairs), len(good), len(others)))
    if chosen["theme"]:
        promise_links.crossing(every, chosen["theme"])
    _take(code, day, chosen)
    if rows:  # Where no target is known nothing can be an exception, and nothing on track.
        exceptions.show(pairs, papers(code, day, last), day)
    _agenda(rows, found, to_agree(code, day, last, rows), on)
    if last:
        _changes(agreement, last, day, {row["target"] for row in rows} if only else None)
    if good:
        with notes.part(TOLD.GOOD, TOLD.more(len(good), TOLD.GOOD.lower())):
            agenda.table(TOLD.GOOD, good, on)
    if others:
        with notes.part(TOLD.UNSAID, TOLD.more(len(others), TOLD.OF_WHICH)):
            agenda.table(TOLD.UNSAID, others, on)
    agenda.aims(assessed["aims"])
    _leads(rows, on)
    partners = links.address("partners", area=code, as_of=day)
    notes.html("<p>{}</p>", notes.link(partners, "Who is round the table, and who answers for what"))
    agenda.money(assessed["money"], code, day)
    if ages := [row for row in found["ages"] if row["target"] in {one["target"] for one in rows}]:
        latest = {row["target"]: row for row in found["actions"]}
        agenda.ages(ages, {row["target"]: row for row in rows}, latest)
    timetable.show(code, day, rows, queries.concerning(found["decisions"], rows))
    evidence.coverage(rows)
    evidence.show(code, on)


def _first(agreement: dict, days: tuple[date, str | None], counted: list[dict], only: str, counts: tuple) -> None:
    """One line of where they stand, in the words of the agreement's card, and how the page divides them."""
    on, last = days
    said = answer(counted)
    before = words.messages.opening(agreement["is_example"], on.isoformat())
    share.show(share.Said(words.messages.fitted([SAYS.message(agreement["area_name"]), said], before)))
    templates.show(
        "boards/opening",
        answer=said,
        only=only,
        address=links.here(partner=None, theme=None),
        counts=TOLD.counts(*counts),
        dated=SAYS.dated(on, agreement["edition"], last and date.fromisoformat(last)),
    )


def _take(code: str, day: str, chosen: dict[str, str | None]) -> None:
    """The same as screens and as papers, for who brings it to the meeting."""
    pack = {form: links.paper(f"board/{code}", form, on=day, **chosen) for form in ("pdf", "pptx", "docx", "txt")}
    screens = links.presented(code, day, **chosen)
    templates.show("boards/take", pack=pack, screens=screens, annual=annual_reports.offer(code, day))


def _agenda(rows: list[dict], found: dict, agreed: tuple[list[dict], list[dict]], on: date) -> None:
    """What is to be agreed, what was to be done, which figures are due, as far as it concerns these targets."""
    titles = {row["target"]: words.promises.titled(row) for row in rows}
    if any(agreed):
        agenda.agreed(*agreed)
    else:
        notes.html('<p class="quiet">{}</p>', SAYS.ROLE)
    if actions := queries.concerning(found["actions"], rows):
        agenda.actions(actions, titles)
    if due := [row for row in found["due"] if row["target"] in titles]:
        agenda.due(due, on)


def _changes(agreement: dict, last: str, day: str, targets: set[str] | None) -> None:
    """What the editions since the last meeting changed, with the causes, of these targets or of everything."""
    changes = [
        row
        for row in database.lasting(queries.changes, agreement["area_code"], last, day)
        if targets is None or row["target"] in targets or row["what"] == "close_share"
    ]
    rated = words.editions.rating_changes(changes)
    told = words.editions.tally(date.fromisoformat(last), agreement["edition"], changes, rated, meanings.verdicts())
    with notes.part("What changed since then", told):
        agreement_changes.ratings(agreement, rated, last, day, sums=lambda rated: "")
        every = links.page("report_card", area=agreement["area_code"], view="changes", since=last, as_of=day)
        notes.html("<p>{}</p>", notes.link(every, "Every change since then, with its paper"))


def _leads(rows: list[dict], on: date) -> None:
    """The targets whose papers name no lead, and those that have no baseline."""
    for title, bare in (
        (words.promises.NO_LEAD, queries.without_lead(rows)),
        ("Where it started is not published", queries.without_start(rows)),
    ):
        if bare:
            with notes.part(title, TOLD.of_all(len(bare), len(rows))):
                notes.html("{}", notes.bullets(agenda.named(row, on) for row in bare))
