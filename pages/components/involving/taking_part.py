"""What a pack publishes of taking part: chances, petitions, calls for action, money; and where that is nothing."""

from datetime import date

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.assessing import money
from pages.components.involving import facts
from pages.components.markup import notes, tables, templates
from pages.components.scrutiny import cases
from pages.components.sharing import share
from pages.serving import database

told = words.involving.engagement


def everywhere(rows: list[dict]) -> None:
    """Which agreements publish anything, each as a link."""
    some = [row for row in rows if row["activities"] + row["petitions"] + row["calls"]]
    templates.show("involving/everywhere", rows=rows, some=some, others=[row for row in rows if row not in some])


def of_place(area: dict, agreement: dict | None, as_of: str | None, day: date) -> None:
    """All there is for one place; a district's is in the agreement of its county."""
    counts = {row["agreement_code"]: row for row in database.lasting(queries.involvements)}
    found = counts.get(agreement["area_code"]) if agreement else None
    if found is None:
        notes.html(
            '<p class="lead">No paper of an agreement of {} is held here, so nothing of taking part.</p>', area["name"]
        )
    else:
        if agreement["area_code"] != area["area_code"]:
            notes.html("<p>{} was in the agreement of {}.</p>", area["name"], agreement["area_name"])
        _of_agreement(found, as_of, day)
    facts.pointer(area)
    templates.show("involving/anybody", area=area)


def _of_agreement(counts: dict, as_of: str | None, day: date) -> None:
    before = words.messages.opening(counts["is_example"], as_of)
    share.show(share.Said(words.messages.fitted([told.message(counts)], before)))
    found = database.lasting(queries.involvement, counts["agreement_code"], as_of)
    if not counts["activities"] + counts["petitions"] + counts["calls"]:
        templates.show("involving/nothing", row=counts)
        return
    _activities(found["activities"], found["clashes"], day, counts["published_on"])
    cases.show(counts["agreement_code"], as_of, "petitions", "calls")
    cases.no_cause()
    _decided(found["activities"])
    _money(found["money"])


def _activities(rows: list[dict], clashes: list[dict], day: date, published: date | None) -> None:
    notes.html('<p class="lead">{} {}</p>', told.lead(rows, day, published), told.results(rows, day))
    for title, chosen in (
        ("Open", [row for row in rows if told.is_open(row, day)]),
        ("Closed", [row for row in rows if told.is_closed(row, day)]),
    ):
        notes.html("<h2>{}</h2>", title)
        if not chosen:
            notes.html('<p class="quiet">None on {}.</p>', words.figures.day(day))
            continue
        columns = ("What", "How", "Who is asked", "When", "What answers can change", "What came of it")
        tables.plain(title, columns, [_activity(row, day) for row in chosen], is_stacked=True)
    if dated := [row for row in rows if row["opens"]]:
        _calendar(dated, clashes)


def _activity(row: dict, day: date) -> tuple:
    return (
        notes.paper(row["link"], row["title"]) if told.is_open(row, day) else row["title"],
        told.how(row),
        row["audience"],
        told.when(row),
        row["influence_offered"],
        told.result(row, day),
    )


def _calendar(rows: list[dict], clashes: list[dict]) -> None:
    """Bars on one line of years. Its table twin are the two tables above, of the same dates."""
    first = date(min(row["opens"] for row in rows).year, 1, 1)
    last = date(max(row["closes"] or row["opens"] for row in rows).year + 1, 1, 1)
    whole = (last - first).days

    def at(day: date) -> float:
        return round((day - first).days * 100 / whole, 2)

    bars = [
        (row["title"], at(row["opens"]), at(row["closes"] or last) - at(row["opens"]), told.when(row))
        for row in sorted(rows, key=lambda row: row["opens"])
    ]
    years = [(str(year), at(date(year, 1, 1))) for year in range(first.year, last.year)]
    templates.show("involving/calendar", bars=bars, years=years, clashes=[told.clash(row) for row in clashes])


def _decided(activities: list[dict]) -> None:
    """What people themselves decide on, and what nobody has published of it."""
    rows = [row for row in activities if row["mode"] == "devolve"]
    notes.html("<h2>What people decide themselves</h2>")
    if rows:
        items = [
            Markup("<b>{}</b>: {} {}").format(row["title"], row["influence_offered"], row["result"] or "")
            for row in rows
        ]
        notes.html("{}", notes.bullets(items))
    else:
        notes.html('<p class="quiet">None published.</p>')
    notes.html(
        '<p class="quiet">No list of amounts decided by people, of buildings handed to them, or of charters of '
        "neighbourhoods is published in this pack.</p>"
    )


def _money(rows: list[dict]) -> None:
    """The money behind the agreement, each grant or budget by year, which add up to the sums."""
    notes.html("<h2>How much money there is</h2>")
    if not rows:
        notes.html('<p class="quiet">None published.</p>')
        return
    notes.html('<p class="caution">{}</p>', words.assessing.money.CAUTION)
    money.table("Money by year", rows)
