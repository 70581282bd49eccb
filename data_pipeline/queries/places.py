"""Where: places by name, areas, districts, what a map can show, and the lines a map is drawn by."""

import re
import unicodedata

from data_pipeline.queries.asking import Connection, Rows, all_rows, one_row

ENGLAND = "E92000001"
# As many places as a person reads through before typing more of the name.
PLACES = 8
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9]?[A-Z]{0,2}")


def looks_like_postcode(text: str) -> bool:
    """Whether a person typed a postcode, or the first half of one, and not a place name."""
    return bool(POSTCODE.fullmatch(text.strip().upper()))


def places(con: Connection, text: str, limit: int = PLACES, closeness: float = 0.88) -> Rows:
    """Areas that have a name that is, begins with, contains, or is spelt like `text`; the best first.

    One row for each area with a card: the name that fits best, its kind and origin_name; area_code,
    area_name, area_type, county_code, county_name; likeness (0 exact, 1 begins, 2 has a word that
    begins, 3 spelt alike); `wards`, the other ward names that fit. Names spelt alike come only when
    nothing better is found; `closeness`, from 0 to 1, says how alike (Jaro and Winkler).
    """
    typed = " ".join(re.sub(r"[\W_]+", " ", _without_accents(text)).lower().split())
    if not typed:
        return []
    fits = """
        select name, kind, origin_name, area_code, case
            when search_name = $typed then 0 when starts_with(search_name, $typed) then 1 else 2
        end as likeness
        from marts.places
        where contains(' ' || search_name, ' ' || $typed)
        order by likeness, kind = 'ward', len(search_name), name, area_code
    """
    alike = """
        select name, kind, origin_name, area_code, 3 as likeness
        from marts.places
        where jaro_winkler_similarity(search_name, $typed) >= $closeness
        order by jaro_winkler_similarity(search_name, $typed) desc, kind = 'ward', name, area_code
    """
    names = all_rows(con, fits, {"typed": typed}) or all_rows(con, alike, {"typed": typed, "closeness": closeness})
    found: dict[str, dict] = {}
    for name in names:
        if name["area_code"] not in found:
            if len(found) == limit:
                continue
            found[name["area_code"]] = {**name, "wards": []}
        elif name["kind"] == "ward":
            found[name["area_code"]]["wards"].append(name["name"])
    areas = all_rows(
        con,
        """
        select area_code, name as area_name, area_type, county_code, county_name
        from marts.areas where list_contains($codes, area_code)
        """,
        {"codes": list(found)},
    )
    of_code = {row["area_code"]: row for row in areas}
    return [{**place, **of_code[code]} for code, place in found.items()]


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def area(con: Connection, code: str) -> dict | None:
    """The area of a code, of any vintage, that has a card of its own; None when there is none."""
    return one_row(
        con,
        """
        select areas.*, codes.evidence
        from marts.areas as areas
        left join marts.area_codes as codes on codes.area_code = areas.area_code and codes.published_code = $code
        where areas.has_card and (codes.published_code = $code or areas.area_code = $code)
        """,
        {"code": code},
    )


def areas(con: Connection) -> Rows:
    """Every area with a card, by name: area_code, name, area_type."""
    return all_rows(
        con,
        """
        select area_code, name, area_type, is_example from marts.areas
        where has_card
        order by is_example, name, area_code
        """,
    )


def place_counts(con: Connection) -> dict:
    """How many places there are: districts, recoded (another code later), replaced (counties, by one council)."""
    return one_row(
        con,
        """
        select (select count(*) from marts.areas where is_district) as districts,
            count(*) filter (where area_type <> 'county') as recoded,
            count(*) filter (where area_type = 'county') as replaced
        from marts.area_codes join marts.areas using (area_code)
        where evidence is not null
        """,
    )


def districts(con: Connection, county_code: str) -> Rows:
    """The districts of a county, by name: area_code, name. None for any other kind of area."""
    return all_rows(
        con,
        "select area_code, name from marts.areas where county_code = ? and (is_district or is_example) order by name",
        [county_code],
    )


def map_scopes(con: Connection) -> Rows:
    """What a district map can show: England, each region, each county, each worked example with a map of its own."""
    return all_rows(
        con,
        """
        select area_code, name, area_type, is_example, county_name from marts.areas
        where area_type in ('country', 'region', 'county')
            and (not is_example or area_code in (select agreement_code from marts.promise_map))
        order by is_example, array_position(['country', 'region', 'county'], area_type), name
        """,
    )


def boundary(con: Connection, layer: str) -> str | None:
    """One map layer as GeoJSON text."""
    row = con.execute("select geojson from marts.boundaries where layer = ?", [layer]).fetchone()
    return row[0] if row else None


def fingerprint(con: Connection) -> str:
    """Which build this is."""
    return con.execute("select fingerprint from meta.build").fetchone()[0]
