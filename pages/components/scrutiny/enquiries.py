"""Lines of enquiry about one place: what the figures give to ask, of whom, and what was said before."""

from datetime import date

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.markup import meanings, notes, templates
from pages.components.sharing.share import Said
from pages.serving import database, links

SAYS, WHOM = words.scrutiny.enquiry, words.scrutiny.witnesses


def found(area: dict, agreement: dict | None, year: str | None, as_of: str | None, district: dict | None) -> list[dict]:
    """The lines of enquiry of a place, as queries.enquiries gives them."""
    code = agreement["area_code"] if agreement else None
    return database.lasting(
        queries.enquiries, area["area_code"], code, year, as_of, district["area_code"] if district else None
    )


def lead(area: dict, agreement: dict | None, lines: list[dict], year: str | None, as_of: str | None) -> Said:
    """What there is to take along: how many lines there are, and the paper of them."""
    first = f"{words.messages.opening(area['is_example'], as_of)}What to ask in {area['name']}. "
    return Said(
        words.messages.fitted([SAYS.lead(lines, len(lines))], first),
        pdf=links.paper(f"scrutiny/{area['area_code']}", "pdf", year=year, as_of=as_of),
    )


def show(
    area: dict,
    agreement: dict | None,
    lines: list[dict],
    year: str | None,
    as_of: str | None,
    district: dict | None,
    theme: str | None,
    by: str,
) -> None:
    """The lines in the order asked for, the first of them open, with what is needed to choose and to take them away."""
    shown = int(database.lasting(queries.threshold, "lines_of_enquiry"))
    told = [_told(area, line, as_of) | {"number": number} for number, line in enumerate(lines, start=1)]
    choices = {"year": year, "as_of": as_of, "district": district and district["area_code"], "theme": theme}
    paper = f"scrutiny/{area['area_code']}"
    templates.show(
        "scrutiny/enquiries",
        lead=SAYS.lead(lines, shown),
        dated=_dated(agreement, year, as_of),
        watched=_watched(lines, told) if district else None,
        groups=_groups(lines, told, by, shown),
        download=links.paper(paper, "docx"),
        papers=[(form, links.paper(paper, form)) for form in ("docx", "pdf", "txt")],
        choices={name: value for name, value in choices.items() if value},
        well=SAYS.went_well(*_went_well(area, agreement, year, as_of)),
        used=[
            (SAYS.NAMES[name], rule)
            for name in queries.REASONS
            if (rule := meanings.rules()[f"enquiry.{name}"])
            and any(row["reason"] == name for line in lines for row in line["reasons"])
        ],
        agreement=agreement and agreement["area_code"],
        data=templates.data({"script": links.asset("ask.js"), "place": area["area_code"]}),
        portfolio=WHOM.NO_PORTFOLIO if agreement else None,
    )


def _told(area: dict, line: dict, as_of: str | None) -> dict:
    bodies, body = (
        database.lasting(queries.lead_bodies),
        database.lasting(queries.indicator_bodies).get(line["indicator"]),
    )
    council = database.lasting(queries.councils)[line["area_code"]]
    if line["target"]:
        whom = WHOM.of_promise(line, bodies)
    else:
        duties = database.lasting(queries.council_duties)
        whom = WHOM.of_measure(body, words.answerable.councils.line(council, duties))
    address = picture = None
    if line["indicator"]:
        choices = {"indicator": line["indicator"], "area": line["area_code"]}
        address = links.page("indicator", **choices)
        drawn = ("promise", {"target": line["target"]}) if line["target"] else ("trend", {})
        picture = links.page(f"drawing/{drawn[0]}.svg", **choices, **drawn[1])
    return SAYS.told(line, WHOM.named(line, bodies, body, council), whom) | {"address": address, "picture": picture}


def _watched(lines: list[dict], told: list[dict]) -> list[dict]:
    watched = [set(queries.OFF_TRACK) & {row["reason"] for row in line["reasons"]} for line in lines]
    return [one for one, why in zip(told, watched, strict=True) if why]


def _groups(lines: list[dict], told: list[dict], by: str, shown: int) -> list[tuple[str | None, list, list]]:
    """A heading, what stands open under it, and what is folded: by policy area, else all of it under none.

    The same stand open in either order.
    """
    found: dict[str | None, tuple[list, list]] = {}
    for line, one in zip(lines, told, strict=True):
        name = (line["policy_area_name"] or "National figures") if by == "policy" else None
        found.setdefault(name, ([], []))[one["number"] > shown].append(one)
    return [(name, *rows) for name, rows in found.items()]


def _went_well(area: dict, agreement: dict | None, year: str | None, as_of: str | None) -> tuple[list[dict], list[str]]:
    rated = database.lasting(queries.ratings, agreement["area_code"], as_of) if agreement else []
    kept = [row for row in rated if row["end_code"] == "kept" and not row["is_beside"]]
    changes = database.lasting(queries.sure_changes_of_year, year).get(area["area_code"], []) if year else []
    titles = {row["series_id"]: row["series_title"] for row in database.lasting(queries.series)}
    return kept, [titles[row["series_id"]] for row in changes if row["kind"] == "better"]


def _dated(agreement: dict | None, year: str | None, as_of: str | None) -> Markup:
    """Which figures and papers the lines rest on."""
    parts = []
    if agreement:
        day = date.fromisoformat(as_of) if as_of else agreement["edition"]
        if day != date.min:  # No paper of it bears a date.
            parts.append(f"The papers of the agreement as they stood on {words.figures.day(day)}.")
    if year:
        parts.append(f"National figures of {year}.")
    return notes.join(parts, " ")
