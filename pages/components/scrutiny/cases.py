"""What people and others from outside brought up: petitions, calls for action, peer challenges and inspections."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.markup import meanings, notes, templates
from pages.serving import database, links

SAYS = words.scrutiny.cases
HEADINGS = {"petitions": "Petitions", "calls": "Calls for action", "reviews": "Reviews by peers and inspections"}
SUMMARIES = {"petitions": SAYS.petitions, "calls": SAYS.calls, "reviews": SAYS.reviews}
WHAT_A_CALL_IS = (
    "With a call for action a councillor brings to the scrutiny committee what nothing else has settled. Not what has "
    "an appeal of its own, such as planning and licensing."
)


def show(code: str, as_of: str | None, *kinds: str) -> None:
    """What there is of these `kinds` (of HEADINGS) in one agreement's area; what there is none of is said once."""
    found = database.lasting(queries.cases, code, as_of)
    for kind in kinds:
        if rows := found[kind]:
            _section(kind, rows)
    if missing := [words.figures.lower_first(HEADINGS[kind]) for kind in kinds if not found[kind]]:
        notes.html('<p class="quiet">Of {} nothing was found in published papers.</p>', words.figures.listed(missing))


def ways(code: str, as_of: str | None) -> None:
    """The ways to what stands further down the page."""
    found = database.lasting(queries.cases, code, as_of)
    there = [notes.link(f"#{kind}", SAYS.counted(kind, rows)) for kind, rows in found.items() if rows]
    if there:
        notes.html('<p class="next">Further down: {}.</p>', notes.join(there, ", "))


def no_cause() -> None:
    notes.html('<p class="quiet">{}</p>', words.scrutiny.measured.NO_CAUSE)


def measure(row: dict) -> dict[str, str | None]:
    """The measure that a thing asked is about: its name, the way to it, and what it was before and is since."""
    address = row["indicator"] and links.page("indicator", indicator=row["indicator"], area=row["agreement_code"])
    return {
        "measure": row["measure"],
        "address": address,
        "since": words.scrutiny.measured.since(row, meanings.verdicts()),
    }


def source(row: dict) -> Markup | str | None:
    return notes.paper(row["source_url"], "The paper") if row["source_url"] else None


def anchor(row: dict) -> str:
    """Where one stands on the page."""
    return f"{row['kind'].replace(' ', '-')}-{row['source_row']}"


def _section(kind: str, rows: list[dict]) -> None:
    templates.show(
        "scrutiny/cases",
        anchor=kind,
        heading=HEADINGS[kind],
        what_it_is=WHAT_A_CALL_IS if kind == "calls" else "",
        summary=SUMMARIES[kind](rows),
        lines=[_line(row) for row in rows],
    )


def _line(row: dict) -> dict:
    return {
        "id": anchor(row),
        "about": SAYS.about(row),
        "title": row["title"],
        "stages": SAYS.stages(row),
        "said": SAYS.told(row),
        "concerns": None if row["measure"] else row["policy_area"],
        "source": source(row),
        **measure(row),
    }
