"""Where: areas, districts, what a map can show, the lines a map is drawn by; and who answers there, how to complain."""

from data_pipeline.queries import finding
from data_pipeline.queries.asking import Connection, Rows, all_rows, one_row

ENGLAND = "E92000001"


WITH_CARDS = """
    select areas.*, codes.evidence
    from marts.areas as areas
    left join marts.area_codes as codes on codes.area_code = areas.area_code
        and codes.published_code = coalesce(upper(trim($code)), areas.area_code)
    where areas.has_card
"""


def area(con: Connection, code: str) -> dict | None:
    """The area that has a card of its own, of its code of any vintage or its name; None when there is none."""
    meant = finding.area_meant(con, code)
    return one_row(con, f"{WITH_CARDS} and areas.area_code = $meant", {"code": code, "meant": meant})


def areas_by_code(con: Connection) -> dict[str, dict]:
    """Every area with a card by its own code, each as `area` gives it."""
    return {row["area_code"]: row for row in all_rows(con, WITH_CARDS, {"code": None})}


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


def layers(con: Connection) -> frozenset[str]:
    """The names of all map layers."""
    return frozenset(name for (name,) in con.execute("select layer from marts.boundaries").fetchall())


def fingerprint(con: Connection) -> str:
    """Which build this is."""
    return con.execute("select fingerprint from meta.build").fetchone()[0]


def councils(con: Connection) -> dict[str, dict]:
    """The council of every area with a card, by its code: council, tier, county_council, replaced_on, later.

    `tier`: 'county' and 'district' where there are two councils, else 'single' or 'london'. `later`: the councils that
    took over on the day `replaced_on`; None where it is still there. `is_district_only`: the county council is.
    """
    return {row["area_code"]: row for row in all_rows(con, "select * from marts.councils")}


def council_duties(con: Connection) -> Rows:
    """What county and district councils answer for where there are two: duty, tier, is_in_line, document, line, law."""
    return all_rows(con, "select * from marts.council_duties order by position")


def redress(con: Connection) -> Rows:
    """The ways to complain, in the order to try them: way, about, what_to_do, what_changed, not_for, address, law."""
    return all_rows(con, "select * from marts.redress order by position")


def local_action(con: Connection) -> dict[str | None, dict]:
    """Where to take part, by the name of a theme, and under None for any other: take_part, partnership."""
    return {row["laa_theme"]: row for row in all_rows(con, "select * from marts.local_action")}
