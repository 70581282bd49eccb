"""The record of an agreement: what was asked, how it was assessed, what was decided, in which papers."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.assessing import whole
from pages.components.markup import notes, tables
from pages.components.scrutiny import exchanges
from pages.serving import database


def show(agreement: dict, as_of: str | None) -> None:
    """Every sheet that says how the agreement was watched over; what nobody published is said to be so."""
    code = agreement["area_code"]
    exchanges.pointer(code, as_of)
    whole.pointer(code, as_of)
    for title, sheet, columns, cells in SECTIONS:
        rows = database.lasting(queries.pack_sheet, sheet, code, as_of)
        notes.html("<h2>{}</h2>", title)
        if rows:
            tables.plain(f"{title}: {agreement['area_name']}", columns, [cells(row) for row in rows], is_stacked=True)
        else:
            notes.html('<p class="quiet">None published.</p>')


def _decision(row: dict) -> tuple:
    return words.figures.partial_day(row["date"]), row["body"], row["decision"], _source(row)


def _document(row: dict) -> tuple:
    when = words.figures.partial_day(row["date"]) if row["date"] else None
    return notes.paper(row["url"], row["title"]), row["kind"], row["publisher"], when


def _source(row: dict) -> Markup | None:
    return notes.paper(row["source_url"], "source") if row["source_url"] else None


SECTIONS = (
    ("Decisions", "decisions", ("When", "Agreed or recommended by", "What", "Source"), _decision),
    ("Papers", "documents", ("Title", "Kind", "Publisher", "Date"), _document),
)
