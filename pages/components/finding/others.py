"""What fits a typed text beside places: measures, themes and words of the glossary, each with its address."""

from data_pipeline import queries, words
from pages.components.markup import meanings
from pages.serving import database, links

# What is offered of each kind, and how many at most.
KINDS = {"measure": ("Measures", 6), "local measure": ("Measures of one agreement", 3), "theme": ("Themes", 2),
         "word": ("Words", 3)}  # fmt: skip


def fitting(cursor: queries.Connection, text: str, as_of: str | None, only: str | None = None) -> list[dict]:
    """Answers as `name`, `what`, `address` and `group`, by kind, the best of each first; `only`: one kind."""
    found = queries.fitting(cursor, text)
    return [
        _answer(row, as_of)
        for kind, (_, most) in KINDS.items()
        if only in (None, kind)
        for row in [row for row in found if row["kind"] == kind][: most if only is None else 2 * most]
    ]


def _answer(row: dict, as_of: str | None) -> dict:
    what, address = _OF[row["kind"]](row["entry"], as_of)
    return {"name": row["title"], "what": what, "address": address, "group": KINDS[row["kind"]][0]}


def _measure(entry: str, as_of: str | None) -> tuple[str, str]:
    row = database.lasting(queries.catalogue)[entry]
    address = links.address("indicator", indicator=entry, area=links.given("area"), as_of=as_of)
    return f"{entry}, {words.indicators.held(row)}", address


def _local(entry: str, as_of: str | None) -> tuple[str, str]:
    area, _, indicator = entry.partition("/")
    return "set by this agreement alone", links.address("indicator", indicator=indicator, area=area, as_of=as_of)


def _theme(entry: str, as_of: str | None) -> tuple[str, str]:
    return "one of the four themes", links.address("theme", theme=entry, as_of=as_of)


def _word(entry: str, as_of: str | None) -> tuple[str, str]:
    row = database.lasting(meanings.glossary)[entry]
    return row["definition"], row["address"]


_OF = {"measure": _measure, "local measure": _local, "theme": _theme, "word": _word}
