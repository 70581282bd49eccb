"""Answers to a typed name: the place meant, and every tier that has a card for it."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.finding import asked, others
from pages.components.markup import notes, templates
from pages.serving import database, links

WARDS_NAMED = 5


def find(text: str) -> str:
    """Answer a search for a name, a code or a postcode. Returns the answer in a sentence, to be announced."""
    is_measure = (
        asked.indicator(text, database.lasting(queries.catalogue)) is not None
    )  # 'NI151' looks like a postcode.
    with database.cursor() as cursor:
        if queries.looks_like_postcode(text) and not queries.looks_like_code(text) and not is_measure:
            return _postcode(cursor, text)
        found = queries.places(cursor, text)
        country = queries.country_meant(cursor, text)
        if queries.looks_like_code(text) and not found:
            return _say(_unknown_code(cursor, text))
        other = others.fitting(cursor, text[: links.LONGEST_SEARCH], asked.text("as_of"))
    if other and found and found[0]["is_alike"]:  # A measure of the name is meant sooner than a place of another.
        found = []
    if country:
        _say(words.places.outside(text, country))
    if not found and not country and not other:
        return _say(f"Nothing called {text} was found. Try a nearby town, or the name of your council.")
    if found:
        places(text, found)
    if other:
        templates.show("finding/others", text=text, groups=_by_group(other))
    return " ".join(part for part in (words.places.counted(text, found, country), _counted(text, other)) if part)


def _by_group(answers: list[dict]) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for answer in answers:
        found.setdefault(answer["group"], []).append(answer)
    return found


def _counted(text: str, other: list[dict]) -> str:
    """What there is beside places, for who hears the page."""
    named = [f"{group.lower()}: {len(answers)}" for group, answers in _by_group(other).items()]
    return f"Of “{text}” there are beside places {', '.join(named)}." if named else ""


def _postcode(cursor: queries.Connection, text: str) -> str:
    """Where a postcode is, by a list that is installed; the honest answer where there is none."""
    place = queries.postcode(cursor, text)
    if place and place["cards"]:
        places(text, [place])
        return words.places.counted(text, [place], None)
    if place:
        return _say(words.places.outside(place["name"], place["country"]))
    if queries.postcodes_are_installed(cursor):
        return _say(f"{text.upper()} is not in the list of postcodes that is installed here. Please type your town.")
    return _say(
        "Postcodes cannot be looked up here yet, because no list of postcodes is installed. "
        f"Please type your town, ward or council instead of {text.upper()}."
    )


def _say(text: str) -> str:
    notes.html('<p class="answer">{}</p>', text)
    return text


def _unknown_code(cursor: queries.Connection, text: str) -> str:
    code, country = text.upper(), queries.country_of_code(text)
    if country:
        return f"{code} is a code of a place in {country}. Local Area Agreements were made in England only."
    day = queries.codes_known_to(cursor, text)
    newer = f" It may be newer than our list of codes (to {day:%B %Y})." if day else ""
    return f"No area with the code {code} is known here.{newer} Please type your town, ward or council instead."


def places(text: str, found: list[dict]) -> None:
    """Answers to a search: the places meant, and every tier that has a card for them."""
    is_alike = found[0]["is_alike"]
    text = found[0]["name"] if queries.looks_like_code(text) else text
    templates.show(
        "finding/places",
        title=f"The nearest names to “{text}”" if is_alike else f"Report cards for “{text}”",
        answers=[_answer(place) for place in found],
        more="Many places fit. Type more of the name if yours is not here." if len(found) == queries.PLACES else "",
    )


def _answer(place: dict) -> dict:
    """One place with the cards there are for it, and the other wards whose names fit: so nobody misses theirs."""
    wards, as_of = place["wards"], asked.text("as_of")
    return {
        "name": place["name"],
        "what": words.places.what(place),
        "cards": [(links.place(card, as_of=as_of), card["name"], _kind(card)) for card in place["cards"]],
        "wards": wards[:WARDS_NAMED],
        "more": f" and {len(wards) - WARDS_NAMED} more" if len(wards) > WARDS_NAMED else "",
    }


def _kind(card: dict) -> str:
    kind = words.places.kind(card["name"], card["area_type"])
    return f"map of the {kind or 'country'}" if card["area_type"] in ("region", "country") else kind


def agreements(rows: list[dict]) -> None:
    """The places whose promises can be seen here, and the worked example; folded, those of which less was found."""
    found: dict[str, list[Markup]] = {kind: [] for kind in words.places.FOUND}
    for row in rows:
        page = links.page("report_card", area=row["area_code"])
        found[words.places.found_of(row)].append(notes.link(page, row["area_name"]))
    named = {
        kind: Markup("<b>{}:</b> {}").format(words.places.FOUND[kind], notes.join(places, " · "))
        for kind, places in found.items()
        if places
    }
    less = [named.pop(kind) for kind in ("figures", "words") if kind in named]
    for paragraph in named.values():
        notes.html('<p class="next">{}</p>', paragraph)
    if less:
        with notes.folded("Places of whose agreements less was found"):
            notes.html("{}", notes.join(Markup("<p>{}</p>").format(paragraph) for paragraph in less))


def unknown_area(written: str) -> None:
    """A friendly answer to an address with an area that does not exist, or that has no card."""
    with database.cursor() as cursor:
        near = queries.places(cursor, written, limit=5, closeness=0.6)
        country = queries.country_meant(cursor, written)
        unknown = _unknown_code(cursor, written) if queries.looks_like_code(written) and not near else None
    is_known = bool(near) and not near[0]["is_alike"]
    title = "That place has no card of its own" if is_known or country else "We do not know that area"
    notes.html('<h1>{}</h1><p class="lead">The address asks for <b>{}</b>.</p>', title, written)
    if country:
        _say(words.places.outside(written, country))
    elif unknown:
        _say(unknown)
    if near:
        places(written, near)
    notes.html('<p><a href="/">Find your area</a> by its name, ward or council.</p>')
