"""What scrutiny asked of whom in one area, by when it was due, and what came of it."""

from datetime import date

from data_pipeline import queries, words
from pages.components.markup import notes, templates
from pages.components.scrutiny import cases
from pages.serving import database, links

SAYS = words.scrutiny.exchanges


def show(agreement: dict, as_of: str | None) -> None:
    """Everything that the papers found tell of, overdue first, each with its days and what its measure did."""
    code = agreement["area_code"]
    rows = database.lasting(queries.exchanges, code, as_of)
    if not rows:
        by_then = " had been published by then" if as_of else " was found in published papers"
        notes.html('<p class="lead">Nothing that scrutiny asked in this area{}.</p>', by_then)
        return
    day = date.fromisoformat(as_of) if as_of else None
    reviews = database.lasting(queries.cases, code, as_of)["reviews"]
    lines = [_line(row) for row in rows]
    templates.show(
        "scrutiny/exchanges",
        summary=SAYS.summary(rows),
        known=SAYS.as_known(rows, day),
        download=links.calendar(code, as_of) if any(row["due"] for row in rows + reviews) else None,
        has_measures=any(line["since"] for line in lines),
        groups=[
            (heading, found)
            for name, (heading, *_) in SAYS.STANDINGS.items()
            if (found := [line for line in lines if line["stands"] == name])
        ],
    )


def pointer(code: str, as_of: str | None) -> None:
    """How much scrutiny asked in one agreement's area, and the way to all of it."""
    rows = database.lasting(queries.exchanges, code, as_of)
    if rows:
        way = notes.link(links.page("tracker", area=code), "What was asked, of whom, and what came of it")
        notes.html("<h2>Scrutiny</h2><p>{} {}.</p>", SAYS.summary(rows), way)
    else:
        notes.html('<h2>Scrutiny</h2><p class="quiet">None published.</p>')


def _line(row: dict) -> dict:
    return {
        **row,
        **cases.measure(row),
        "concerns": row["concerns"] if row["concerns"] != row["indicator"] else None,
        "asked": SAYS.asked(row),
        "stands": row["standing"],
        "standing": SAYS.standing(row),
        "source": cases.source(row),
    }


def elsewhere(code: str | None) -> None:
    """The places whose papers tell of scrutiny, to choose from."""
    held = database.lasting(queries.areas_with_exchanges)
    places = [row for row in database.lasting(queries.agreements) if row["area_code"] in held - {code}]
    ways = [
        (links.page("tracker", area=row["area_code"]), notes.named(row | {"name": row["area_name"]})) for row in places
    ]
    if ways:
        templates.show("scrutiny/others", ways=ways)
