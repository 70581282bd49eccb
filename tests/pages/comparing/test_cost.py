"""Cost beside performance: spending on children in care for each of them, beside their placements, from both files."""

import re
from statistics import median

import duckdb
import pytest

from data_pipeline.building import tables
from tests.oracles import published_files
from tests.pages.views import read, table, written
from tests.running import definitions

pytestmark = pytest.mark.usefixtures("served_in_process")
PORTSMOUTH, FAREHAM, HAMPSHIRE, RUTLAND = "E06000044", "E07000087", "E10000014", "E06000017"
CAPTION = "Cost beside performance, 2010/11"


NAMES = {row["area_code"]: row["name"] for row in definitions("areas")}
SPENT = {
    row["area_code"]: int(row["net_current_gbp"])
    for row in definitions("childrens_services_spending")
    if row["service"] == "Children looked after" and row["period"] == "2010-04-01/P1Y"
}
MOVED = {
    row["area_code"]: row for row in published_files.read("indicators/ni_062.csv") if row["period"] == "2010-04-01/P1Y"
}
KNOWN = {code for code, row in MOVED.items() if row["value"] and code in SPENT}


def page_of(area: str = PORTSMOUTH, year: str = "2010/11", **choices: str) -> str:
    return written("compare", area=area, year=year, view="cost", **choices)


def half_up(value: float) -> str:
    return f"{int(value + 0.5 + 1e-9):,}"


def test_s71_unit_cost_is_spending_by_denominator_of_the_same_council_and_year(real):
    found = real.con.execute(
        "select area_code, net_per_child, moved_share, reporting_year from marts.cost_of_care"
    ).fetchall()
    computed = {code: (cost, share) for code, cost, share, _ in found if cost is not None}
    assert {year for *_, year in found} == {"2010/11"}
    assert computed == {
        code: (SPENT[code] / float(MOVED[code]["denominator"]), float(MOVED[code]["value"])) for code in KNOWN
    }
    assert len(computed) > 140 and len(found) == len(SPENT)


@pytest.mark.parametrize("area", [PORTSMOUTH, HAMPSHIRE])
def test_s71_the_place_and_those_beside_it_stand_in_the_table_with_their_sums(area):
    page = page_of(area)
    codes = {name: code for code, name in NAMES.items() if code in SPENT}
    shown = table(page, CAPTION)
    assert shown[0][0] == NAMES[area] and len(shown) == 11
    for name, spent, children, each, share, chance in shown:
        code = codes[name]
        if code not in KNOWN:
            assert each == "Not computable"
            continue
        count, base = (float(MOVED[code][column]) for column in ("numerator", "denominator"))
        assert (spent, children, each) == (f"£{SPENT[code]:,}", f"{base:,.0f}", f"£{half_up(SPENT[code] / base)}")
        lower, upper = (float(end) for end in re.findall(r"[\d.]+", chance))
        assert lower <= float(share.rstrip("%")) <= upper
        z, part = 1.959963984540054, count / base  # Wilson's limits.
        middle, half = part + z**2 / 2 / base, z * (part * (1 - part) / base + z**2 / 4 / base**2) ** 0.5
        limits = [100 * (middle + way * half) / (1 + z**2 / base) for way in (-1, 1)]
        assert [lower, upper] == pytest.approx(limits, abs=0.051)


def test_s71_the_picture_has_every_council_once_and_the_middles_are_those_of_all():
    page, said = page_of(), read(page_of())
    assert f"{len(KNOWN)} councils by what a child in care cost" in page
    cost = median(SPENT[code] / float(MOVED[code]["denominator"]) for code in KNOWN)
    assert f"In the middle of {len(KNOWN)} councils it was £{half_up(cost)}." in said
    share = median(float(MOVED[code]["value"]) for code in KNOWN)
    assert f"in the middle it was {share:.1f}%" in said
    drawn = page[page.index('<figure class="still">') : page.index("</figure>")]
    picture = max(re.findall(r'<img src="data:image/svg[^"]*"', drawn), key=len)
    assert picture.count("circle cx") == len(KNOWN) - 1  # And the place, as a diamond.


def test_s71_cost_alone_is_called_no_value_and_nothing_is_judged():
    said = read(page_of())
    assert "Cost alone is not value." in said and "section 1.5.2, line 1106" in said
    assert "no other year is mixed in" in said and "neither figure explains the other" in said
    shown = said[said.index("Cost beside performance: ") :]
    assert not re.search(r"\b(efficient|inefficient|good value|poor value|expensive|cheap)\b", shown)
    (quoted,) = (row for row in definitions("consultation_quotations") if row["line"] == "1106")
    assert "not just looking at the cost but also quality, performance and customer satisfaction" in quoted["wording"]


def test_s71_what_is_not_computable_is_named_with_its_reason():
    said = read(page_of())
    told = said[said.index("Not computable for ") :]
    for code in SPENT.keys() - KNOWN:
        assert NAMES[code] in told
    assert "For Rutland no cost can be worked out" in read(page_of(RUTLAND))


def test_s71_another_year_is_not_mixed_in_but_led_from():
    page = page_of(year="2011/12")
    assert "For 2011/12 spending and placements are not both held." in read(page)
    assert CAPTION not in page and "year=2010/11" in page


def test_s71_a_district_is_shown_its_county():
    said = read(page_of(FAREHAM))
    assert "Hampshire answered for children in care here, so what stands below is of the whole county." in said
    assert table(page_of(FAREHAM), CAPTION)[0][0] == "Hampshire"


@pytest.mark.parametrize(
    ("denominator", "value", "status", "is_blank", "why"),
    [
        (0.0, None, "not applicable", False, "no child in care"),
        (None, None, "not available", False, "no count"),
        (40.0, None, "suppressed", False, "withheld"),
        (40.0, None, "not available", False, "no figure"),
        (40.0, 5.0, "published", True, "nothing returned"),
        (40.0, 0.0, "published", False, None),
    ],
)
def test_s71_a_denominator_of_nought_or_a_number_withheld_is_not_computable(denominator, value, status, is_blank, why):
    """The query of the table itself, over one council."""
    with duckdb.connect() as con:
        con.execute(
            """
            create schema marts;
            create table marts.series as select 'ni_062' as series_id, 'NI 62' as indicator;
            create table marts.counted_intervals (
                area_code varchar, series_id varchar, reporting_year varchar, counted_lower double, counted_upper double
            );
            create table marts.childrens_spending as select
                'E1' as area_code, 'Cranford' as name, 'county' as area_type, '2010/11' as reporting_year,
                date '2011-03-31' as period_end, 100 as gross, 81 as net, $blank::boolean as is_blank,
                'Children looked after' as service;
            """.replace("$blank", str(is_blank))
        )
        con.execute(
            """
            create table marts.figures as select 'E1' as area_code, 'NI 62' as indicator, '2010/11' as reporting_year,
                true as stands_for_year, $1::double as value, null::double as numerator, $2::double as denominator,
                $3::varchar as status
            """,
            [value, denominator, status],
        )
        query = (tables.TABLES / "marts" / "cost_of_care.sql").read_text()
        ((reason, cost),) = con.execute(f"select not_computable, net_per_child from ({query})").fetchall()
    assert (reason, cost) == (why, None if why else 81 / 40)


def test_s71_unit_costs_of_tameside_are_shown_as_money():
    said = read(written("facts", q="Tameside"))
    assert "£16.20 per transaction" in said and "£0.12 per transaction" in said
