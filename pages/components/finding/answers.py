"""Answers to a typed name: the place meant, and every tier that has a card for it."""

from markupsafe import Markup

from data_pipeline import queries
from pages.components.finding.pickers import AREA_TYPES
from pages.components.markup import notes
from pages.serving import links


def places(text: str, found: list[dict]) -> None:
    """Answers to a search: the place meant, and every tier that has a card for it."""
    if not found:
        notes.html(
            '<p class="answer">No place called <b>{}</b> was found. '
            "Try a nearby town, or the name of your council.</p>",
            text,
        )
        return
    alike = found[0]["likeness"] == 3
    items = []
    for place in found:
        cards = [(place["area_code"], place["area_name"], AREA_TYPES[place["area_type"]])]
        if place["county_code"]:
            cards.append((place["county_code"], place["county_name"], "county"))
        buttons = notes.join(
            Markup('<a class="go" href="{}">{} <span>{}</span></a>').format(
                links.page("report_card", area=code), name, kind
            )
            for code, name, kind in cards
        )
        items.append(Markup("<li><p>{}{}</p><p>{}</p></li>").format(_what(place), _wards(place), buttons))
    heading_text = f"The nearest names to “{text}”" if alike else f"Report cards for “{text}”"
    more = "Many places fit. Type more of the name if yours is not here." if len(found) == queries.PLACES else ""
    notes.html(
        '<section class="answers"><h2>{}</h2><ul>{}</ul><p>{}</p></section>', heading_text, notes.join(items), more
    )


def agreements(rows: list[dict]) -> None:
    """The places whose promises can be seen here, and the worked example."""

    def link(row: dict) -> Markup:
        return Markup('<a href="{}">{}</a>').format(links.page("report_card", area=row["area_code"]), row["area_name"])

    real = notes.join((link(row) for row in rows if not row["is_example"]), " · ")
    examples = notes.join((link(row) for row in rows if row["is_example"]), " · ")
    if real:
        notes.html('<p class="next"><b>Promises found in published papers:</b> {}</p>', real)
    if examples:
        notes.html('<p class="next"><b>Worked example, not a real place:</b> {}</p>', examples)


def _what(place: dict) -> Markup:
    kind, name = place["kind"], place["name"]
    if kind == "other name":
        return Markup("<b>{}</b>, another name for {}").format(name, place["origin_name"])
    if kind == "ward":
        return Markup("<b>{}</b>, a ward of {}").format(name, place["area_name"])
    if kind == "former_district":
        return Markup("<b>{}</b>, a district until April 2009, now in {}").format(name, place["area_name"])
    if kind == "later_council":
        return Markup("<b>{}</b>, a council formed later; its area was in the {} agreement").format(
            name, place["area_name"]
        )
    return Markup("<b>{}</b>, {}").format(name, AREA_TYPES[kind])


def _wards(place: dict) -> Markup:
    """The other wards whose names fit, so that nobody wonders whether theirs was found."""
    if not place["wards"]:
        return Markup("")
    named = list(dict.fromkeys(place["wards"]))
    more = f" and {len(named) - 5} more" if len(named) > 5 else ""
    return Markup('<span class="quiet">also the wards {}{}</span>').format(", ".join(named[:5]), more)


def unknown_area(asked: str, near: list[dict]) -> None:
    """A friendly answer to an address with an area that does not exist."""
    notes.html('<h1>We do not know that area</h1><p class="lead">The address asks for <b>{}</b>.</p>', asked)
    if near:
        places(asked, near)
    notes.html('<p><a href="/">Find your area</a> by its name, ward or council.</p>')
