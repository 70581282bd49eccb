"""Lines of enquiry about one place: what the figures give to ask, of whom, and what was said before."""

from datetime import date

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.finding import pickers
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


def _choices(year: str | None, as_of: str | None, district: dict | None, theme: str) -> dict[str, str | None]:
    """What of the address of the page goes into that of its paper."""
    return {
        "year": year,
        "as_of": as_of,
        "district": district and district["area_code"],
        "theme": None if theme == pickers.ALL else theme,
    }


def lead(area: dict, lines: list[dict], year: str | None, as_of: str | None, district: dict | None, theme: str) -> Said:
    """What there is to take along: how many lines there are, and the paper of them."""
    first = f"{words.messages.opening(area['is_example'], as_of)}What to ask in {area['name']}. "
    return Said(
        words.messages.fitted([SAYS.lead(lines, len(lines))], first),
        pdf=links.paper(f"scrutiny/{area['area_code']}", "pdf", **_choices(year, as_of, district, theme)),
    )


def show(
    area: dict,
    agreement: dict | None,
    lines: list[dict],
    year: str | None,
    as_of: str | None,
    district: dict | None,
    theme: str,
    by: str,
) -> None:
    """The lines in the order asked for, the first of them open, with what is needed to choose and to take them away."""
    shown = int(database.lasting(queries.threshold, "lines_of_enquiry"))
    told = [_told(line) | {"number": number} for number, line in enumerate(lines, start=1)]
    choices = _choices(year, as_of, district, theme)
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
        well=SAYS.went_well(
            **database.lasting(queries.went_well, area["area_code"], agreement and agreement["area_code"], year, as_of)
        ),
        used=[
            (SAYS.NAMES[name], rule)
            for name in queries.REASONS
            if (rule := meanings.rules()[f"enquiry.{name}"])
            and any(row["reason"] == name for line in lines for row in line["reasons"])
        ],
        agreement=agreement and agreement["area_code"],
        longest=links.LONGEST_QUESTION,
        data=templates.data(
            {"script": links.asset("ask.js"), "place": area["area_code"], "longest": links.LONGEST_QUESTION}
        ),
        portfolio=WHOM.NO_PORTFOLIO if agreement else None,
    )


def _told(line: dict) -> dict:
    to, whom = WHOM.whom(
        line,
        database.lasting(queries.lead_bodies),
        database.lasting(queries.indicator_bodies).get(line["indicator"]),
        database.lasting(queries.councils)[line["area_code"]],
        database.lasting(queries.council_duties),
    )
    address = picture = None
    if line["indicator"]:
        choices = {"indicator": line["indicator"], "area": line["area_code"]}
        address = links.page("indicator", **choices)
        drawn = ("promise", {"target": line["target"]}) if line["target"] else ("trend", {})
        picture = links.page(f"drawing/{drawn[0]}.svg", **choices, **drawn[1])
    return SAYS.told(line, to, whom) | {"address": address, "picture": picture}


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
