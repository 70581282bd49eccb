"""Facts as published, in a table."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.markup import notes, tables
from pages.serving import database, links

MOST = 60  # Rows: more are found by choosing or searching.


def show(topic: str | None, document: str | None, area_code: str | None, text: str | None) -> None:
    """The facts that were asked for, and how many there are; None asks for all."""
    with database.cursor() as cursor:
        rows = queries.facts(cursor, topic, document, area_code, text, MOST)
    found = rows[0]["found"] if rows else 0
    notes.html('<p role="status">{}</p>', words.involving.facts.found(found, len(rows), topic, text))
    if rows:
        columns = ("What", "As printed", "When", "Where", "What to doubt", "Source")
        tables.plain("Facts as published", columns, [_cells(row) for row in rows], is_stacked=True)
    papers = database.lasting(queries.fact_choices)["papers"]
    notes.html('<p class="quiet">The papers: {}.</p>', "; ".join(papers))


def _cells(row: dict) -> tuple:
    told = words.involving.facts
    return (
        row["what"],
        _printed(told.as_printed(row), told.value(row)),
        row["period"] or "not stated",
        row["geography"],
        row["doubt"] or "no doubt is known here",
        told.source(row),
    )


def _printed(said: str, figure: str | None) -> Markup:
    """The print, and its figure by itself unless the print is no more than that."""
    is_told = figure is None or figure in said
    return Markup("<b>{}</b>{}").format(said, "" if is_told else Markup("<br>{}").format(figure))


def pointer(area: dict) -> None:
    """A line on a place's page that leads to the facts of it, where there are any."""
    if area["printed_facts"]:
        way = notes.link(links.page("facts", area=area["area_code"]), words.involving.facts.about(area))
        notes.html('<p class="next">{}</p>', way)
