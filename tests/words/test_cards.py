"""What stands on a card: once in words, for the page and for paper."""

from datetime import date

import pytest

from data_pipeline.words import cards, ratings
from tests.worlds.verdicts import VERDICTS

PLACE = {"name": "Fabling", "area_type": "district", "region": "South East", "county_name": "Exampleshire"}
COUNTS = {
    "with_figure": 3, "measures": 5, "better": 1, "worse": 0, "unclear": 0, "same": 0, "better_untested": 0,
    "worse_untested": 0,
}  # fmt: skip


def test_a_card_of_a_year_names_its_months():
    assert cards.of_year("2010/11") == "Report card for 2010/11, April 2010 to March 2011"
    assert cards.of_year("1999/00") == "Report card for 1999/00, April 1999 to March 2000"


def test_a_place_is_told_by_its_kind_and_region_as_far_as_these_say_anything():
    assert cards.facts(PLACE) == ["District", "South East"]
    assert cards.facts({"name": "Dorset County", "area_type": "county", "region": None}) == []


def test_the_year_before_the_agreements_is_the_start_and_no_change():
    assert "every later change is measured from it" in cards.lead("2007/08", COUNTS)
    assert cards.lead("2010/11", COUNTS).endswith("the last year before the agreements, has got better.")


@pytest.mark.parametrize(("name", "said"), [("better_untested", True), ("worse_untested", True), ("better", False)])
def test_untested_is_explained_where_it_stands(name, said):
    assert bool(cards.untested({**COUNTS, name: 2})) == said


def test_a_worked_example_says_that_it_does_not_exist_and_a_part_of_it_whose_it_is():
    assert cards.example({**PLACE, "area_type": "county"}).startswith("Fabling does not exist.")
    assert cards.example(PLACE).startswith("Fabling, in Exampleshire, does not exist.")


def test_a_measure_without_a_figure_says_why_and_who_has_one():
    row = {"missing_reason": "Published for the county only", "unit": "%", "decimals": 1, "elsewhere_value": None}
    assert cards.missing(row) == "Published for the county only"
    assert cards.missing({**row, "elsewhere_value": 0.0}) == "Published for the county only: 0.0%"


def test_an_action_and_a_way_to_take_part_say_what_is_not_published():
    what = {"what": "Hire", "owner": None, "due": "2010-06", "done_on": None, "result": None}
    assert cards.action(what) == ("Hire", "by whom is not published; due June 2010")
    how = {"title": "Meet", "mode": "consult", "closes": date(2010, 6, 30), "influence_offered": "All.", "result": None}
    assert cards.activity(how) == (
        "Meet", "Consult: closes 30 June 2010; what it can change: All. No result published.",
    )  # fmt: skip


def test_what_is_said_of_a_promise_that_is_over_is_its_end_and_not_its_rating():
    row = {
        "is_over": True, "is_beside": False, "end_code": "kept", "end_period_label": "2010/11",
        "end_could_be_chance": True, "rating_code": "behind", "rating": "Behind", "symbol": "↓",
        "period_label": "2009/10", "could_be_chance": False,
    }  # fmt: skip
    assert ratings.stands(row, VERDICTS) == ("better", "✓", "Kept", "2010/11; could be chance")
    assert ratings.stands({**row, "is_over": False}, VERDICTS) == ("behind", "↓", "Behind", "2009/10")


def test_a_status_that_is_not_sure_has_the_symbol_of_the_one_that_is():
    assert ratings.symbol("better unsure") == ratings.symbol("better") == "✓"
