"""The rest of what a pack holds: scrutiny, decisions, risks, support and intervention, departures, papers."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.markup import notes, tables
from pages.components.scrutiny import exchanges
from pages.serving import database

STEPS = (
    "Sector support", "Government Office co-ordination", "Inspection", "Referral", "Improvement Notice",
    "Directive action", "Removal of functions",
)  # fmt: skip


def show(agreement: dict, as_of: str | None) -> None:
    """Every sheet that says how the agreement was watched over; what nobody published is said to be so."""
    code = agreement["area_code"]
    exchanges.pointer(code, as_of)
    for title, sheet, columns, cells in SECTIONS:
        rows = database.lasting(queries.pack_sheet, sheet, code, as_of)
        notes.html("<h2>{}</h2>", title)
        if rows:
            tables.plain(f"{title}: {agreement['area_name']}", columns, [cells(row) for row in rows], is_stacked=True)
        else:
            notes.html('<p class="quiet">None published.</p>')


def _decision(row: dict) -> tuple:
    return words.figures.partial_day(row["date"]), row["body"], row["decision"], _source(row)


def _risk(row: dict) -> tuple:
    how = " / ".join(part for part in (row["likelihood"], row["impact"]) if part) or None
    return row["what"], how, row["mitigation"], row["owner"] or "nobody named", _source(row)


def _intervention(row: dict) -> tuple:
    ended = f" to {words.figures.day(row['ended'])}" if row["ended"] else ""
    asked = f"{row['issue']} Required: {row['level_required']}" if row["issue"] else None
    deadline = f" by {words.figures.day(row['deadline'])}" if row["deadline"] else ""
    return (
        f"{row['step']}. {STEPS[row['step'] - 1]}",
        row["what"],
        f"{row['body']}{' to ' + row['recipients'].replace(';', ',') if row['recipients'] else ''}",
        f"{words.figures.day(row['started'])}{ended}",
        f"{asked}{deadline}" if asked else None,
        row["milestones"],
        _source(row),
    )


def _exception(row: dict) -> tuple:
    return (
        row["target"],
        row["period"],
        row["partner"],
        row["reason"],
        row["decided_by"],
        words.figures.day(row["date"]),
    )


def _document(row: dict) -> tuple:
    when = words.figures.partial_day(row["date"]) if row["date"] else None
    return notes.paper(row["url"], row["title"]), row["kind"], row["publisher"], when


def _source(row: dict) -> Markup | None:
    return notes.paper(row["source_url"], "source") if row["source_url"] else None


SECTIONS = (
    ("Decisions", "decisions", ("When", "Agreed or recommended by", "What", "Source"), _decision),
    (
        "Risks",
        "risks",
        ("What could happen", "Likelihood / impact", "What is done about it", "Who answers", "Source"),
        _risk,
    ),
    (
        "Support and intervention",
        "interventions",
        ("Step", "What", "By whom, to whom", "When", "Issue", "Milestones", "Source"),
        _intervention,
    ),
    ("Justified departures", "exceptions", ("Target", "Period", "Partner", "Reason", "Agreed by", "When"), _exception),
    ("Papers", "documents", ("Title", "Kind", "Publisher", "Date"), _document),
)
