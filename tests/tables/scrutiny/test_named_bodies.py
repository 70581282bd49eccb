"""What kind of body in law a name is of: the table itself, made over names that no pack has."""

import duckdb
import pytest

from tests.running import PROJECT

TABLES = PROJECT / "data_pipeline" / "tables"
NAMES = {
    "Anyshire County Council": ["Upper tier or unitary authority (responsible local authority)"],
    "Anytown Parish Council": [],
    "Anytown Town Council": [],
    "Anyshire Council for Voluntary Service": [],
    "Anyshire Youth Council": [],
    "Anytown Borough Council": ["District authorities"],
    "Anyshire Constabulary": ["Chief Officer of Police"],
    "Anyshire Police Authority": ["Police authorities"],
    "Arts Council England": ["Arts Council"],
    "Learning and Skills Council, Anyshire": ["Learning and Skills Council in England"],
    "Museums, Libraries and Archives Council": ["Museums, Libraries and Archives Council"],
    "Anyshire Waste Disposal Authority": ["Joint Waste Disposal Authorities"],
    "Anyshire NHS Foundation Trust": ["NHS Foundation Trusts"],
    "Anyshire Chamber of Commerce": [],
    "Anyshire Council and primary care trust": [
        "Primary Care Trusts",
        "Upper tier or unitary authority (responsible local authority)",
    ],
}


@pytest.fixture(scope="module")
def kinds() -> dict[str, list[str]]:
    with duckdb.connect() as con:
        con.execute((TABLES / "macros.sql").read_text(encoding="utf-8"))
        con.execute("create schema marts; create schema definitions")
        con.execute(
            "create table definitions.statutory_partners as from read_csv(?, header = true, all_varchar = true)",
            [str(PROJECT / "data/definitions/statutory_partners.csv")],
        )
        con.execute("create table marts.pack_actions (owner varchar)")
        con.execute("create table marts.pack_risks (owner varchar)")
        con.execute("create table marts.pack_targets (lead_partner varchar, contributing_partners varchar)")
        con.execute(
            "insert into marts.pack_targets select null, list_aggregate(?::varchar[], 'string_agg', '; ')",
            [list(NAMES)],
        )
        query = (TABLES / "judging" / "named_bodies.sql").read_text(encoding="utf-8")
        found: dict[str, list[str]] = {}
        for body, partner, _ in con.execute(query).fetchall():
            found.setdefault(body, []).append(partner)
        return found


@pytest.mark.parametrize("name", NAMES)
def test_s40_a_name_is_of_the_kind_of_body_that_fits_it_nearest(kinds, name):
    assert kinds.get(name, []) == NAMES[name]


def test_s41_a_lead_may_be_several_bodies():
    with duckdb.connect() as con:
        con.execute((TABLES / "macros.sql").read_text(encoding="utf-8"))
        for text, bodies in {
            "A; B": ["A", "B"], "Jobcentre Plus / Cumbria Vision": ["Jobcentre Plus", "Cumbria Vision"],
            "Housing/Homes": ["Housing/Homes"], "not published": None, "A;": ["A"],
        }.items():  # fmt: skip
            assert con.execute("select leads_of(?)", [text]).fetchone()[0] == bodies
