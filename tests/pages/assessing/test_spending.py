"""What councils spent on children's services, from the returns in the file to the card of a place."""

import re

import numpy as np
import pytest

from data_pipeline import queries
from tests.pages.views import read, table, written
from tests.running import definitions

pytestmark = pytest.mark.usefixtures("served_in_process")
PORTSMOUTH, BEDFORD, DURHAM, WARRINGTON, STOCKTON = "E06000044", "E06000055", "E06000047", "E06000007", "E06000004"
HAMPSHIRE, DORSET, FAREHAM, EXAMPLE = "E10000014", "E10000009", "E07000087", "X10000001"
CAPTION = "Children’s services: what was spent"
YEARS = {"2008-04-01/P1Y": "2008/09", "2009-04-01/P1Y": "2009/10", "2010-04-01/P1Y": "2010/11"}


SPENT = definitions("childrens_services_spending")


def card(area: str, **choices: str) -> str:
    return written("report_card", area=area, view="figures", **choices)


def pounds(text: str) -> list[float]:
    return [
        float(number.replace(",", "").replace("−", "-").replace("£", "")) for number in re.findall(r"−?£[\d,.]+", text)
    ]


def test_the_spending_of_portsmouth_is_what_was_read_by_hand(real):
    rows = queries.childrens_spending(real.con, PORTSMOUTH)
    care = {row["reporting_year"]: row["net"] for row in rows if row["service"] == "Children looked after"}
    assert care == {"2008/09": 7_791_439, "2009/10": 9_937_653, "2010/11": 11_901_778}


@pytest.mark.parametrize("area", [PORTSMOUTH, HAMPSHIRE, BEDFORD, DURHAM, WARRINGTON, STOCKTON])
def test_every_amount_of_a_return_stands_on_the_card_of_its_council(area):
    mine = [row for row in SPENT if row["area_code"] == area]
    page = card(area)
    of_years = sorted({YEARS[row["period"]] for row in mine})
    shown = {
        (cells[0].replace("’", "'"), year): pounds(cell)
        for cells in table(page, CAPTION)
        for year, cell in zip(of_years, cells[1:], strict=False)
        if cell != "–"
    }
    assert shown == {
        (row["service"], YEARS[row["period"]]): [float(row["net_current_gbp"]), float(row["gross_gbp"])] for row in mine
    }


def test_no_return_is_lost_and_each_is_of_a_council_with_duties_to_children(real):
    found = real.con.execute(
        """
        select count(*), count(distinct area_code), sum(gross), sum(net), bool_and(areas.is_agreement_area)
        from marts.childrens_spending join marts.areas as areas using (area_code)
        """
    ).fetchone()
    gross, net = (sum(int(row[column]) for row in SPENT) for column in ("gross_gbp", "net_current_gbp"))
    assert found == (len(SPENT), 152, gross, net, True)


@pytest.mark.parametrize(("area", "kind"), [(PORTSMOUTH, "unitary"), (HAMPSHIRE, "county")])
def test_it_stands_beside_the_middle_half_of_the_councils_of_its_kind_by_the_resident(area, kind):
    people = {
        row["area_code"]: float(row["population_2008"]) for row in definitions("context") if row["population_2008"]
    }
    kinds = {row["area_code"]: row["area_type"] for row in definitions("areas")}
    shown = {cells[0].replace("’", "'"): cells[-2:] for cells in table(card(area), CAPTION)}
    for service, (own, half) in shown.items():
        by_resident = {
            code: int(row["net_current_gbp"]) / people[code]
            for row in SPENT
            if row["service"] == service and row["period"].startswith("2010")
            and kinds[code := row["area_code"]] == kind and code in people
        }  # fmt: skip
        assert pounds(own) == [pytest.approx(by_resident[area], abs=0.0051)]
        assert pounds(half) == pytest.approx(np.quantile(list(by_resident.values()), [0.25, 0.75]), abs=0.0051)
        assert f"The middle half of {len(by_resident)} " in read(card(area))


def test_nothing_is_claimed_across_the_change_of_lines_nor_laid_to_a_theme():
    said = read(card(PORTSMOUTH))
    assert "2008/09, other lines" in said and "nothing is said here of a change from the year before" in said
    assert "laid to no theme and no promise" in said and "no rise in prices is taken out" in said
    assert "outturn statements of councils under section 251" in said


def test_what_is_odd_in_a_return_is_said_beside_it():
    """Stockton returned noughts for a year; in Warrington more came in for youth justice than was spent."""
    assert "In 2009/10 every line of the council’s return is nought" in read(card(STOCKTON))
    said = read(card(WARRINGTON))
    assert "Youth justice, 2010/11: more came in than was spent." in said
    assert "Children looked after, 2010/11: net is more than gross, as returned." in said


def test_a_return_of_noughts_is_set_beside_nobody(real):
    blank = real.con.execute(
        "select net_per_resident from marts.childrens_spending where area_code = ? and reporting_year = '2009/10'",
        [STOCKTON],
    ).fetchall()
    assert blank == [(None,)] * 4


def test_without_a_number_of_residents_nothing_is_said_for_each():
    page = card(DORSET)
    assert "No number of residents is held for 2008" in read(page)
    assert {cells[-2] for cells in table(page, CAPTION)} == {"–"}


def test_as_of_a_day_only_years_that_had_ended_are_shown():
    said = read(card(PORTSMOUTH, as_of="2010-06-30"))
    assert "£9,937,653 net on children looked after in 2009/10." in said
    assert "11,901,778" not in said and "other lines" in said


def test_a_district_leads_to_its_county_and_the_money_of_an_agreement_to_its_council():
    way = f'href="/report_card?area={HAMPSHIRE}&amp;view=figures#spending"'
    assert way in card(FAREHAM, year="2010/11")
    for page in (written("board", area=PORTSMOUTH), written("assessments", area=PORTSMOUTH)):
        assert f'href="/report_card?area={PORTSMOUTH}&amp;view=figures#spending"' in page
    assert "#spending" not in written("board", area=EXAMPLE) + written("assessments", area=EXAMPLE)
