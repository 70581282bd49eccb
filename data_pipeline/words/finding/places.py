"""What kind of place something is, in words, and a name with its kind."""

from datetime import date

from data_pipeline.words.figures import day

KINDS = {
    "county": "county",
    "district": "district",
    "unitary": "unitary authority",
    "metropolitan": "metropolitan borough",
    "london_borough": "London borough",
    "region": "region",
    "country": "country",
}
# Names that say what they are, and the City of London, which is no borough.
SAID_BY_NAME = {"Dorset County", "Buckinghamshire County", "City of London", "England"}


def kind(name: str, area_type: str) -> str:
    """'district', 'London borough'; nothing where the name says it already ('Dorset County')."""
    return "" if name in SAID_BY_NAME else KINDS[area_type]


def with_kind(name: str, area_type: str) -> str:
    """'Fareham, district'; 'Dorset County'."""
    return ", ".join(part for part in (name, kind(name, area_type)) if part)


def what(place: dict) -> str:
    """What a place that was found is, after its name: 'a ward of Portsmouth'. `place`: a row of `queries.places`."""
    first = place["cards"][0]
    later = f"a council formed {_since(place['start_date'])}, after the agreements; the areas before it have cards"
    told = {
        "other name": f"another name for {place['origin_name']}{f', {later}' if place['start_date'] else ''}",
        "ward": f"a ward of {first['name']}",
        "town": f"a place in {first['name']}",
        "parish": f"a parish in {first['name']}",
        "former_district": f"a district until April 2009, now in {first['name']}",
        "later_council": later,
        "metropolitan county": "a metropolitan county; each of its boroughs had an agreement",
        "former county": "a county that had no council of its own; the areas in it had agreements",
        "region": "a region, which had no agreement of its own",
        "country": "the whole country, on the map",
    }
    if place["kind"] == "postcode":
        return f"a postcode in {first['name']}" if place["is_sure"] else "postcodes in these areas, or in one of them"
    if not place["is_sure"]:
        return f"a parish in {place['cards'][-1]['name']}; which of its districts it was in is not known here"
    if place["kind"] == "district" and len(place["cards"]) > 1:
        return f"district in {place['cards'][-1]['name']}"
    return told.get(place["kind"]) or kind(place["name"], place["kind"]) or "an area with a card of its own"


def _since(start: date | None) -> str:
    return f"on {day(start)}" if start else "later"


def outside(name: str, country: str) -> str:
    """Why there is nothing about a place outside England."""
    return f"{name} is in {country}. Local Area Agreements were made in England only, so there is no card for it."


def counted(text: str, found: list[dict], country: str | None) -> str:
    """The answer to a search in a sentence, for who hears the page: how many places, and which is first."""
    elsewhere = f"{outside(text, country)} " if country else ""
    if not found:
        return elsewhere.strip()
    places = "1 place fits" if len(found) == 1 else f"{len(found)} places fit"
    first = found[0]
    return f"{elsewhere}{places} “{text}”. First: {first['name']}, {what(first)}."


FOUND = {
    "promises": "Promises found in published papers",
    "figures": "A few figures found in published papers",
    "words": "Published papers found, without figures",
    "example": "Worked example, not a real place",
}


def found_of(agreement: dict) -> str:
    """What was found of an agreement, a key of `FOUND`: `agreement` as queries.agreements has it."""
    if agreement["is_example"]:
        return "example"
    if not agreement["is_little"]:
        return "promises"
    return "figures" if agreement["figures"] else "words"


def pointed(agreement: dict) -> tuple[str, str]:
    """Beside national figures: how little was found of an agreement ("" if more was), and what a link leads to."""
    no_promise = f"No promise of the {agreement['area_name']} agreement has been found, only"
    return {
        "figures": (f"{no_promise} a few figures.", "what was found, and in which papers"),
        "words": (f"{no_promise} papers that speak of it without a figure.", "what these papers say"),
    }.get(found_of(agreement), ("", "what was promised, and what happened"))
