"""Answers to a typed name: the place meant, and every tier that has a card for it."""

from data_pipeline import queries
from pages.components.finding.pickers import AREA_TYPES
from pages.components.markup import notes, templates
from pages.serving import links

WARDS_NAMED = 5


def places(text: str, found: list[dict]) -> None:
    """Answers to a search: the place meant, and every tier that has a card for it."""
    if not found:
        notes.html(
            '<p class="answer">No place called <b>{}</b> was found. '
            "Try a nearby town, or the name of your council.</p>",
            text,
        )
        return
    is_alike = found[0]["likeness"] == 3
    templates.show(
        "finding/places",
        title=f"The nearest names to “{text}”" if is_alike else f"Report cards for “{text}”",
        answers=[_answer(place) for place in found],
        more="Many places fit. Type more of the name if yours is not here." if len(found) == queries.PLACES else "",
    )


def _answer(place: dict) -> dict:
    """One place with the cards there are for it, and the other wards whose names fit: so nobody misses theirs."""
    cards = [(place["area_code"], place["area_name"], AREA_TYPES[place["area_type"]])]
    if place["county_code"]:
        cards.append((place["county_code"], place["county_name"], "county"))
    wards = list(dict.fromkeys(place["wards"] or ()))
    return {
        "name": place["name"],
        "what": _what(place),
        "cards": cards,
        "wards": wards[:WARDS_NAMED],
        "more": f" and {len(wards) - WARDS_NAMED} more" if len(wards) > WARDS_NAMED else "",
    }


def _what(place: dict) -> str:
    told = {
        "other name": f"another name for {place['origin_name']}",
        "ward": f"a ward of {place['area_name']}",
        "former_district": f"a district until April 2009, now in {place['area_name']}",
        "later_council": f"a council formed later; its area was in the {place['area_name']} agreement",
    }
    return told.get(place["kind"]) or AREA_TYPES[place["kind"]]


def agreements(rows: list[dict]) -> None:
    """The places whose promises can be seen here, and the worked example."""
    titles = {False: "Promises found in published papers", True: "Worked example, not a real place"}
    for is_example, title in titles.items():
        named = [row for row in rows if row["is_example"] == is_example]
        linked = notes.join(
            (notes.link(links.page("report_card", area=row["area_code"]), row["area_name"]) for row in named), " · "
        )
        if linked:
            notes.html('<p class="next"><b>{}:</b> {}</p>', title, linked)


def unknown_area(asked: str, near: list[dict]) -> None:
    """A friendly answer to an address with an area that does not exist."""
    notes.html('<h1>We do not know that area</h1><p class="lead">The address asks for <b>{}</b>.</p>', asked)
    if near:
        places(asked, near)
    notes.html('<p><a href="/">Find your area</a> by its name, ward or council.</p>')
