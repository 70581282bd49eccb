"""What inspectors published, each of the four kinds in a panel of its own: no panel knows of another."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import notes, templates

SAYS = words.assessing.judged


def show(rows: list[dict]) -> None:
    """The four panels side by side."""
    panels = notes.join(panel(kind, [row for row in rows if row["kind"] == kind]) for kind in SAYS.KINDS)
    notes.html('<p>{}</p><div class="judged">{}</div>', SAYS.NOT_ADDED_UP, panels)


def panel(kind: str, rows: list[dict]) -> Markup:
    """One kind of judgement: what it is, and each that was published, of whom, with its grade on its own scale."""
    title, meaning = SAYS.KINDS[kind]
    return templates.markup("assessing/judgements", title=title, meaning=meaning, rows=rows)
