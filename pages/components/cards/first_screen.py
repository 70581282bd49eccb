"""What a card of national figures says first: one sentence, and what surely got better and worse."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.judgements import judgements
from pages.components.markup import templates
from pages.serving import database, links

Boxes = list[tuple[str, str, list[tuple[str, str, Markup, str]]]]


def of_figures(area: dict, year: str, counts: dict, rows: dict[str, dict]) -> Markup:
    """`counts` of the whole card; `rows`: its lines by series, each with the card of its series."""
    changes = database.lasting(queries.sure_changes_of_year, year).get(area["area_code"], [])
    answer = words.headlines.measures.answer(year, counts)
    return templates.markup("cards/first", answer=answer, more="", boxes=boxes(year, counts, rows, changes))


def boxes(year: str, counts: dict, rows: dict[str, dict], changes: list[dict]) -> Boxes:
    """What surely got better, and what worse: style, title and lines of each; none where nothing can be compared."""
    if year == words.cards.START or not any(counts[name] for name in words.headlines.measures.JUDGED):
        return []
    found = []
    for kind, style in (("better", "improvement"), ("worse", "shortfall")):
        changed = [rows[change["series_id"]] for change in changes if change["kind"] == kind]
        shown = [_line(row, kind) for row in changed[: words.headlines.measures.LISTED]]
        found.append((style, words.headlines.measures.title(kind, len(changed)), shown))
    return found


def _line(row: dict, kind: str) -> tuple[str, str, Markup, str]:
    """Where it leads, the measure, which way it went, and from what to what, in people too where that is known."""
    address = links.page("indicator", indicator=row["indicator"], area=row["area_code"], year=row["reporting_year"])
    people = words.headlines.measures.people(row, row)
    told = f"{words.headlines.measures.line(row)}.{f' {people}.' if people else ''}"
    return address, row["series_title"], judgements.change_badge(kind), told
