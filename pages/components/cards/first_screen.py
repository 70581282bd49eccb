"""What a card of national figures says first: one sentence, and what surely got better and worse."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.judgements import judgements
from pages.components.markup import templates
from pages.serving import database, links

Boxes = list[tuple[str, str, list[tuple[str, str, Markup, str]]]]
STYLES = {"better": "improvement", "worse": "shortfall"}


def of_figures(area: dict, year: str, counts: dict, rows: dict[str, dict]) -> Markup:
    """`counts` of the whole card; `rows`: its lines by series, each with the card of its series."""
    changes = database.lasting(queries.sure_changes_of_year, year).get(area["area_code"], [])
    answer = words.headlines.measures.answer(year, counts)
    return templates.markup("cards/first", answer=answer, more="", boxes=boxes(year, counts, rows, changes))


def boxes(year: str, counts: dict, rows: dict[str, dict], changes: list[dict]) -> Boxes:
    """What surely got better, and what worse: style, title and lines of each."""
    return [
        (STYLES[kind], title, [_line(row, kind, told) for row, told in listed])
        for kind, title, listed in words.headlines.measures.sides(year, counts, rows, changes)
    ]


def _line(row: dict, kind: str, told: str) -> tuple[str, str, Markup, str]:
    """Where it leads, the measure, which way it went, and from what to what."""
    address = links.page("indicator", indicator=row["indicator"], area=row["area_code"], year=row["reporting_year"])
    return address, row["series_title"], judgements.change_badge(kind), told
