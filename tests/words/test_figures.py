"""Figures in words."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_pipeline import words
from tests.worlds.verdicts import VERDICTS

NOTHING = dict.fromkeys(("better", "worse", "unclear", "same", "better_untested", "worse_untested"), 0)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "told"),
    [
        (12.9, "%", 1, "12.9%"),
        (383.7, "£", 0, "£384"),
        (765.0, "per 100,000", 1, "765.0 per 100,000"),
        (5.44, "tonnes", 1, "5.4 tonnes"),
        (1234567.8, "£", 0, "£1,234,568"),
        (12345, "per 1,000", 0, "12,345 per 1,000"),
        (-3.25, "%", 1, "−3.3%"),
        (-12.0, "£", 0, "−£12"),
        (-1234.0, "per 1,000 homes", 0, "−1,234 per 1,000 homes"),
        (0.0, "%", 1, "0.0%"),
        (-0.04, "%", 1, "0.0%"),
        (None, "%", 1, "no figure"),
    ],
)
def test_a_figure_is_said_with_its_unit(value, unit, decimals, told):
    assert words.figures.figure(value, unit, decimals) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (10.85, "10.9%"),
        (10.849, "10.8%"),
        (10.95, "11.0%"),
        (0.05, "0.1%"),
        (-10.85, "−10.9%"),
        (8.4499999999999993, "8.5%"),
    ],
)
def test_halves_are_rounded_away_from_zero_whatever_their_last_bits(value, told):
    assert words.figures.figure(value, "%", 1) == told


@given(st.decimals(-10_000, 10_000, places=3), st.integers(0, 3))
def test_no_figure_is_said_more_than_half_a_last_digit_from_what_was_published(published, decimals):
    said = words.figures.figure(float(published), "", decimals).strip()
    number = Decimal(said.replace(",", "").replace("−", "-"))
    assert number == published.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert "-" not in said
    assert not (number == 0 and "−" in said)


@pytest.mark.parametrize(
    ("unit", "told"), [("%", "12.9%"), ("£", "£12.9"), ("per 100,000", "12.9"), ("tonnes", "12.9")]
)
def test_a_short_figure_keeps_only_the_signs_that_stick_to_the_number(unit, told):
    assert words.figures.short_figure(12.9, unit, 1) == told


@pytest.mark.parametrize(
    ("change", "unit", "decimals", "told"),
    [
        (2.8, "%", 1, "up 2.8 points"),
        (-2.8, "%", 1, "down 2.8 points"),
        (1.0, "%", 1, "up 1.0 point"),
        (-1.0, "%", 0, "down 1 point"),
        (-12.0, "£", 0, "down £12"),
        (1500.0, "£", 0, "up £1,500"),
        (15.9, "per 100,000", 1, "up 15.9"),
        (0.0, "%", 1, "unchanged"),
        (1e-12, "%", 1, "unchanged"),
        (0.04, "%", 1, "unchanged"),
        (-0.4, "£", 0, "unchanged"),
    ],
)
def test_a_movement_says_which_way_and_how_far(change, unit, decimals, told):
    assert words.figures.movement(change, unit, decimals) == told


@given(st.floats(-1_000, 1_000), st.sampled_from(["%", "£", "tonnes"]), st.integers(0, 2))
def test_a_movement_never_says_that_something_moved_by_nothing(change, unit, decimals):
    told = words.figures.movement(change, unit, decimals)
    digits = [int(character) for character in told if character.isdigit()]
    assert told == "unchanged" or told.startswith("up" if change > 0 else "down")
    assert not digits or any(digits)


def test_a_difference_has_no_direction():
    assert words.figures.difference(-2.8, "%", 1) == words.figures.difference(2.8, "%", 1) == "2.8 points"


@pytest.mark.parametrize(
    ("better_or_worse", "is_change_clear", "status"),
    [
        ("better", True, "better"),
        ("better", None, "better, untested"),
        ("worse", None, "worse, untested"),
        ("worse", True, "worse"),
        ("better", False, "unclear"),
        ("worse", False, "unclear"),
        ("rising", None, "rising, untested"),
        ("falling", None, "falling, untested"),
        ("same", False, "unclear"),
        ("same", None, "same"),
        (None, None, None),
        (None, False, None),
    ],
)
def test_a_change_is_called_as_sure_as_it_is(better_or_worse, is_change_clear, status):
    row = {"better_or_worse": better_or_worse, "is_change_clear": is_change_clear}
    assert words.figures.change_status(row) == status
    assert status is None or status in VERDICTS["change"]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, "No measure here has a figure for both years."),
        ({"better": 1}, "The one measure that can be set beside 2007/08 has got better."),
        ({"unclear": 1}, "The one measure that can be set beside 2007/08 shows no clear change."),
        ({"same": 2}, "Of the 2 measures that can be set beside 2007/08, 2 are unchanged."),
        (
            {"better": 1, "worse": 2},
            "Of the 3 measures that can be set beside 2007/08, 1 has got better and 2 have got worse.",
        ),
        (
            {"better": 7, "worse": 3, "unclear": 1},
            "Of the 11 measures that can be set beside 2007/08, "
            "7 have got better, 3 have got worse and 1 shows no clear change.",
        ),
        (
            {"better": 1, "worse": 1, "unclear": 2, "same": 1},
            "Of the 5 measures that can be set beside 2007/08, "
            "1 has got better, 1 has got worse, 2 show no clear change and 1 is unchanged.",
        ),
        ({"worse_untested": 1}, "The one measure that can be set beside 2007/08 is worse, untested."),
        (
            {"better_untested": 5, "worse_untested": 3},
            "Of the 8 measures that can be set beside 2007/08, 5 are better and 3 are worse, untested.",
        ),
        (
            {"better": 2, "unclear": 1, "better_untested": 7, "worse_untested": 1},
            "Of the 11 measures that can be set beside 2007/08, "
            "2 have got better and 1 shows no clear change; 7 are better and 1 is worse, untested.",
        ),
    ],
)
def test_a_tally_agrees_with_its_numbers(counts, told):
    assert words.figures.tally(NOTHING | counts | {"compared": sum(counts.values())}) == told


def test_a_tally_can_say_which_measures_it_means():
    counts = NOTHING | {"better": 2, "compared": 2}
    assert words.figures.tally(counts, "on safety") == "Of the 2 measures on safety, 2 have got better."


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (date(2009, 3, 31), "15 years ago"),
        (date(2023, 5, 31), "1 year ago"),
        (date(2023, 11, 30), "6 months ago"),
        (date(2024, 4, 30), "1 month ago"),
        (date(2024, 5, 31), "this month"),
    ],
)
def test_an_age_is_said_in_years_or_else_in_months(end, told):
    assert words.figures.age(end, date(2024, 6, 15)) == told


@pytest.mark.parametrize(("count", "told"), [(0, "none"), (3, "three"), (9, "nine"), (10, "10"), (1234, "1,234")])
def test_a_small_count_is_a_word(count, told):
    assert words.figures.in_words(count) == told
