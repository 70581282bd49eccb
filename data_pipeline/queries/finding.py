"""Which place is meant: by its name, as typed so far, or by a code of any vintage."""

import re
from datetime import date

from data_pipeline.queries.asking import Connection, Rows, all_rows, one_row

# As many places as a person reads through before typing more of the name.
PLACES = 8
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9]?[A-Z]{0,2}")
CODE = re.compile(r"[A-Z][0-9]{8}|[0-9]{2}([A-Z]{2}){0,2}")
COUNTRIES = {"W": "Wales", "S": "Scotland", "N": "Northern Ireland"}
# 'City of Wells' is Wells, 'the Wirral' is Wirral, 'Grimsby town' is Grimsby.
AROUND = re.compile(
    r"^(the )?((city|county|borough|town|london borough|royal borough) of )?(.+?)"
    r"(( city| county| borough| district| town| metropolitan)* council| city| town| county| district| borough)?$"
)
# Names of one council or of several, not of a place within one.
WITHIN = ("ward", "parish", "town")

# How well a name fits what was typed, the best first. Who types 'Stoke' looks for Stoke-on-Trent sooner than for one of
# nine wards of that name.
FIT = f"""
    case
        when search_name = $typed and kind not in {WITHIN} then 0
        when starts_with(search_name, $typed || ' ') and kind not in {WITHIN} then 1
        when search_name = $typed and kind = 'town' then 2
        when starts_with(search_name, $typed) and kind not in {WITHIN} then 3
        when search_name = $typed then 4
        when starts_with(search_name, $typed) and kind = 'town' then 5
        when starts_with(search_name, $typed) then 6
        when kind not in {WITHIN} then 7
        else 8
    end
"""
NAMED = """
    select name, kind, origin_name, place, area_code,
        (select start_date from marts.areas as council where council.area_code = place) as start_date
"""


def looks_like_postcode(text: str) -> bool:
    """Whether a person typed a postcode, or the first half of one, and not a place name."""
    return bool(POSTCODE.fullmatch(text.strip().upper()))


def looks_like_code(text: str) -> bool:
    """Whether a person typed a code of an area, of any vintage: 'E06000057', 'e07000240', '00FA', '24'."""
    return bool(CODE.fullmatch(text.strip().upper()))


def country_of_code(text: str) -> str | None:
    """The country of a code that the statistical office gives outside England: 'W06000015' is in Wales."""
    return COUNTRIES.get(text.strip().upper()[:1])


def codes_known_to(con: Connection, code: str) -> date | None:
    """The day to which codes are known here, where a code of England is beyond them; None where it is not.

    Codes of a kind ('E06') are given in order: one above the last that is known may be newer.
    """
    row = one_row(
        con,
        """
        select (select max(cast(operative_date as date)) from definitions.area_code_history) as day
        from marts.area_codes
        where regexp_full_match(upper(trim($code)), 'E(06|07|08|09|10)[0-9]{6}')
            and starts_with(published_code, upper(trim($code))[:3])
        having max(published_code) < upper(trim($code))
        """,
        {"code": code},
    )
    return row["day"] if row else None


def area_meant(con: Connection, text: str) -> str | None:
    """The code of the one area that a code of any vintage or a name stands for: '00FA', 'e07000240', 'City of Hull'.

    England and its regions too; not a place within an area. None where it is no area's, or more than one's.
    """
    row = one_row(
        con,
        f"""
        with meant as (
            select area_code from marts.area_codes where published_code = upper(trim($text))
            union
            select area_code from marts.areas where is_example and area_code = upper(trim($text))
            union
            select area_code from marts.places
            where search_name = name_key($text) and search_name <> ''
                and kind not in {WITHIN} and kind not in ('metropolitan county', 'former county', 'later_council')
                and place = area_code
        )
        select any_value(area_code) as area_code from meant having count(*) = 1
        """,
        {"text": text},
    )
    return row["area_code"] if row else None


def country_meant(con: Connection, text: str) -> str | None:
    """The country of a place outside England of this name ('Cardiff' is in Wales); None where none is known."""
    query = "select country from marts.places_outside where search_name = name_key(?)"
    row = one_row(con, query, [text])
    return row["country"] if row else None


def postcodes_are_installed(con: Connection) -> bool:
    """Whether somebody put a list of postcodes into the data folder."""
    return con.execute("select exists (from staging.postcodes)").fetchone()[0]


def postcode(con: Connection, text: str) -> dict | None:
    """Where a postcode, or all of a first half ('PO1'), is by the lists that are installed: as a row of `places`.

    None where no list has it. Outside England it has no `cards`, and `country` says where it is.
    """
    typed = re.sub(r"\W", "", text.upper())
    found = all_rows(
        con,
        """
        select distinct published_code, area_code from staging.postcodes
        where postcode = $typed or starts_with(postcode, $typed) and length(postcode) = length($typed) + 3
        order by area_code
        """,
        {"typed": typed},
    )
    codes = tuple(dict.fromkeys(row["area_code"] for row in found if row["area_code"]))
    country = next((country_of_code(row["published_code"]) for row in found if not row["area_code"]), None)
    if not codes and not country:
        return None
    cards = _cards(con, set(codes))
    return {
        "name": text.strip().upper(), "kind": "postcode", "origin_name": text, "place": typed, "start_date": None,
        "codes": codes, "wards": [], "is_alike": False, "is_sure": len(codes) == 1, "country": country,
        "cards": _with_counties([cards[code] for code in codes], cards),
    }  # fmt: skip


def places(con: Connection, text: str, limit: int = PLACES, closeness: float = 0.88) -> Rows:
    """Places that have a name that is, begins with, contains, or is spelt like `text`, or its code; the best first.

    One row for each area whose names fit, and for each place that lies in several: name, kind, origin_name; start_date,
    of a later council; `cards`, the areas that answer it, counties last, each with area_code, name, area_type and
    county_code; is_sure, false where it lies in one of these and nobody knows in which; is_alike, whether it is only
    spelt alike; `wards`, other ward names of the same area that fit. Names spelt alike come only when nothing better
    is found; `closeness`, from 0 to 1, says how alike (Jaro and Winkler).
    """
    if looks_like_code(text) and (found := _by_code(con, text)):
        return _with_cards(con, found, limit)
    for typed in _ways_to_say(con, text):
        if names := all_rows(con, _FITS, {"typed": typed}):
            return _with_cards(con, names, limit)
    typed = _key(con, text)
    return _with_cards(con, all_rows(con, _ALIKE, {"typed": typed, "closeness": closeness}), limit) if typed else []


_FITS = f"""
    {NAMED}, {FIT} as fit, false as is_alike from marts.places
    where contains(' ' || search_name, ' ' || $typed)
    order by fit, array_position(['town', 'parish', 'ward'], kind) nulls first, len(search_name), name, place, area_code
"""
_ALIKE = f"""
    {NAMED}, 9 as fit, true as is_alike from marts.places
    where jaro_winkler_similarity(search_name, $typed) >= $closeness
    order by jaro_winkler_similarity(search_name, $typed) desc, kind in {WITHIN}, name, place, area_code
"""


def _by_code(con: Connection, text: str) -> Rows:
    """The place of a code: of an area of any vintage, a later council, a ward or a parish."""
    query = f"""
        with coded as (select area_code from marts.area_codes where published_code = upper(trim($text)))

        {NAMED}, 0 as fit, false as is_alike from marts.places
        where place = upper(trim($text)) and name = origin_name
            or place = (from coded) and area_code = place and name = origin_name
        group by all
        order by area_code
    """
    return all_rows(con, query, {"text": text})


def _ways_to_say(con: Connection, text: str) -> list[str]:
    """As typed; before a comma; without 'city of' and the like: first those that are the name of something."""
    typed = _key(con, text)
    shorter = [_key(con, text.partition(",")[0]), AROUND.match(typed)[4] if typed else ""]
    ways = [way for way in dict.fromkeys([typed, *shorter]) if way]
    exact = "select exists (from marts.places where search_name = $typed or starts_with(search_name, $typed || ' '))"
    return sorted(ways, key=lambda way: not con.execute(exact, {"typed": way}).fetchone()[0])


def _key(con: Connection, text: str) -> str:
    """A name as names are compared. What is no letter or digit counts as a space."""
    return con.execute("select name_key(?)", [text]).fetchone()[0]


def _with_cards(con: Connection, names: Rows, limit: int) -> Rows:
    """One row for each area, and for each place in several areas, in the order of the names."""
    areas_of: dict[str, dict] = {}
    for name in names:
        areas_of.setdefault(name["place"], {}).setdefault(name["area_code"])
    found: dict[tuple, dict] = {}
    for name in names:
        codes = tuple(areas_of[name["place"]])
        key = (name["place"],) if len(codes) > 1 else codes
        if key not in found:
            if len(found) == limit:
                continue
            found[key] = {**name, "codes": codes, "wards": []}
        elif name["kind"] == "ward" and name["name"] not in (found[key]["name"], *found[key]["wards"]):
            found[key]["wards"].append(name["name"])
    cards = _cards(con, {code for place in found.values() for code in place["codes"]})
    return [
        {
            **place,
            "cards": _with_counties([cards[code] for code in place["codes"]], cards),
            "is_sure": len(place["codes"]) == 1 or place["kind"] not in WITHIN,
        }
        for place in found.values()
    ]


def _with_counties(own: Rows, cards: dict[str, dict]) -> Rows:
    """Areas by name, and after them the counties whose agreements cover them."""
    counties = [cards[card["county_code"]] for card in own if card["county_code"]]
    found = {card["area_code"]: card for card in [*own, *counties]}
    return sorted(found.values(), key=lambda card: (card["area_type"] == "county", card["name"]))


def _cards(con: Connection, codes: set[str]) -> dict[str, dict]:
    """The areas of these codes and their counties, by code."""
    query = """
        with own as (select area_code, county_code from marts.areas where list_contains($codes, area_code))

        select area_code, name, area_type, county_code from marts.areas
        where area_code in (select unnest([area_code, county_code]) from own)
    """
    return {row["area_code"]: row for row in all_rows(con, query, {"codes": list(codes)})}
