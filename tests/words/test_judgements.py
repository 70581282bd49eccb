"""Directions and comparisons in words: each verdict has one word, and no word says more than its rule."""

import re
from itertools import product

import numpy as np
import pytest

from data_pipeline import queries, words
from data_pipeline.statistics import trend_tests
from data_pipeline.statistics import verdicts as statistics_of_verdicts
from data_pipeline.statistics.comparing import comparison, positions
from tests.worlds.verdicts import DIRECTIONS, VERDICTS

SERIES = {"unit": "%", "decimals": 1}
DIRECTION = {
    "rule": "direction.slope_95", "verdict": "improving", "reason": None, "since_year": "2007/08",
    "reporting_year": "2010/11", "points": 4, "points_judged": 4, "has_break": False, "evidence": "intervals",
    "verdict_95": "improving", "change": 2.84, "change_per_year": 0.9, "statistic": 2.5, "p_value": 0.0124,
    "smallest_detectable": 2.1,
}  # fmt: skip
COMPARED = {
    "comparator": "england", "rule": "two_intervals", "words": "better", "comparator_value": 20.0,
    "comparator_areas": None,
    "compared_with": 20.0, "difference": 2.0, "z": 2.1, "p_value": 0.03, "q_value": 0.09, "is_exception": True,
    "median": 19.0,
    "lower_quartile": 18.0, "upper_quartile": 21.0, "distance": 0.7, "area_count": 10, "other_period_count": 0,
    "missing_reason": None, "rank_low": None, "rank_high": None,
}  # fmt: skip
TESTS = [rule for rule in comparison.RULES if rule not in words.comparisons.POSITIONS]


def test_the_positions_are_those_of_the_pipeline():
    assert set(words.comparisons.POSITIONS) == {rule for rule in comparison.RULES if rule.startswith("position")}


def test_verdicts_are_said_as_their_list_has_them(world, real):
    for con in (world.con, real.con):
        said = queries.verdicts(con)
        assert list(said) == list(VERDICTS)
        assert {code: row["word"] for code, row in said.pop("rating").items()} == {
            row["rating_code"]: row["rating"].lower() for row in queries.rating_words(con)
        }
        assert said == {subject: rows for subject, rows in VERDICTS.items() if subject != "rating"}


def test_every_verdict_that_statistics_give_can_be_said():
    """More than occur in any data."""
    assert set(VERDICTS["position"]) | set(VERDICTS["comparison"]) == set(positions.WORDS)
    assert set(VERDICTS["assurance"]) == set(statistics_of_verdicts.ASSURANCE)
    signals = {signal for signals in statistics_of_verdicts.SIGNALS if signals for signal in signals.split(", ")}
    assert set(VERDICTS["signal"]) == signals
    for sign, good, p in product((-1, 0, 1), (-1, 0, 1), (0.01, 0.1, 0.5)):
        (word,) = statistics_of_verdicts.worded(np.array([sign]), np.array([good]), np.array([p]))
        assert word in DIRECTIONS
    assert set(words.gaps.CLOSED_BY_GETTING_WORSE) <= set(VERDICTS["gap reason"])


@pytest.mark.parametrize("subject", ["direction", "change", "position", "comparison", "outlook"])
def test_every_status_has_a_symbol(subject):
    assert {row["status"].split()[0] for row in VERDICTS[subject].values()} <= set(words.ratings.SYMBOLS)


# No test found these: everything is counted.
OF_EVERYTHING = {"better": "Got better", "worse": "Got worse", "higher": "Went up", "lower": "Went down",
                 "up and down": "Up and down", "the same": "No change"}  # fmt: skip


@pytest.mark.parametrize("verdict", VERDICTS["direction"])
def test_every_verdict_has_a_word_and_a_symbol(verdict):
    status, word = words.directions.direction({"verdict": verdict}, VERDICTS)
    assert words.ratings.symbol(status)
    is_told = verdict in DIRECTIONS
    assert (word == "Can’t tell yet") != is_told
    if verdict in OF_EVERYTHING:
        assert word == OF_EVERYTHING[verdict]
    else:
        assert not is_told or word.lower().replace(" ", "") == verdict.replace(" ", "")


@pytest.mark.parametrize(
    ("reason", "why"),
    [("complete count", "a count of everything, not a sample: it has no margin of error"),
     ("own score", "a score that councils gave themselves, not a sample: it has no margin of error")],
)  # fmt: skip
def test_a_count_of_everything_says_so_in_place_of_a_margin(reason, why):
    row = DIRECTION | {"verdict": "worse", "rule": "direction.complete_count", "reason": reason, "p_value": None}
    assert words.directions.direction(row, VERDICTS) == ("worse", "Got worse")
    assert words.directions.why_not(row, VERDICTS) is None
    lines = words.directions.direction_sum(row, SERIES, VERDICTS)
    assert lines[-1] == f"No test was made: {why}."
    assert "chance" not in " ".join(lines)


@pytest.mark.parametrize(
    "reason",
    [
        "no interval, count or sample size",
        "not in our copy",
        "none published",
        "model",
        "not for every figure",
        "periods overlap",
        "standard error is zero",
    ],
)
def test_what_cannot_be_told_says_why(reason):
    row = DIRECTION | {"verdict": "worse, could be chance", "reason": reason, "p_value": None}
    said = words.directions.why_not(row, VERDICTS)
    assert said
    assert words.directions.direction_sum(row, SERIES, VERDICTS)[-1] == f"No test was made: {said}."


def test_one_figure_after_a_break_says_what_broke():
    row = {"verdict": "baseline only", "reason": "one figure only", "has_break": True, "points": 1}
    assert "borders" in words.directions.why_not(row, VERDICTS)
    assert words.directions.why_not(row | {"has_break": False}, VERDICTS) == "only one figure so far"


def test_the_sum_of_a_direction_has_its_numbers_in_the_measures_own_unit():
    lines = words.directions.direction_sum(DIRECTION, SERIES, VERDICTS)
    assert lines == [
        "Judged: the latest 4 figures, 2007/08 to 2010/11.",
        "The last figure beside the first: up 2.8 points.",
        "The line through them goes up by 0.90 points a year.",
        "From intervals: z is 2.50. Chance alone would do this about once in 100.",
        "The smallest change over these years that could have been told from chance, once in 20: 2.10 points.",
    ]
    tonnes = words.directions.direction_sum(DIRECTION, {"unit": "tonnes", "decimals": 1}, VERDICTS)
    assert tonnes[1] == "The last figure beside the first: up 2.8 tonnes."


def test_the_limit_that_is_printed_is_the_one_that_decides():
    assert f"{trend_tests.CONFIRMED:.2f}" == words.directions.CONFIRMED
    row = DIRECTION | {"rule": "direction.fingertips"}
    assert any("and 9.55 is needed" in line for line in words.directions.direction_sum(row, SERIES, VERDICTS))


def test_the_sum_of_fingertips_rule_has_both_verdicts():
    row = DIRECTION | {"rule": "direction.fingertips", "verdict": "no clear change", "verdict_95": "probably worsening"}
    last = words.directions.direction_sum(row, SERIES, VERDICTS)[-1]
    assert last.startswith("Under Fingertips’ rule (once in 500): no clear change.")
    assert last.endswith("(once in 20): probably worsening.")


@pytest.mark.parametrize(
    ("p", "told"),
    [(0.0004, "less than once in 1,000 times"), (0.001, "once in 1,000"), (0.004, "4 times in 1,000"),
     (0.01, "once in 100"), (0.17, "17 times in 100"), (1.0, "100 times in 100")],
)  # fmt: skip
def test_chance_is_said_in_times(p, told):
    assert words.figures.chance(p).endswith(told)


@pytest.mark.parametrize(("told", "comparator"), list(product(positions.WORDS, queries.COMPARATORS)))
def test_words_of_a_place_among_others_never_speak_of_chance(told, comparator):
    rule = "position" if told != "no clear difference" else "two_intervals"
    row = COMPARED | {"comparator": comparator, "rule": rule, "words": told}
    name = "similar areas" if comparator == "similar" else "Barset"
    said = words.comparisons.comparison(row, name, VERDICTS)
    assert name in said
    assert "signific" not in said
    assert words.ratings.SYMBOLS[words.comparisons.comparison_status(row, VERDICTS)]
    if rule == "position":
        assert not re.search("chance|clear", said)
        # A place among others is measured from their middle, not from the comparator's own figure.
        assert comparator == "similar" or "places in Barset" in said
        assert words.comparisons.comparison_figure(row, SERIES) == "19.0%"
        assert words.comparisons.named_figure(row, SERIES) == "middle 19.0%"


@pytest.mark.parametrize("rule", TESTS)
def test_a_test_is_of_the_comparators_own_figure(rule):
    row = COMPARED | {"rule": rule, "z": None if rule == "rate_ratio_exact" else 2.1}
    assert words.comparisons.comparison(row, "England", VERDICTS) == "better than England"
    assert words.comparisons.comparison_figure(row, SERIES) == "20.0%"
    lines = words.comparisons.comparison_sum(row, SERIES, "England")
    assert ("without this place" in lines[0]) == (rule != "two_intervals")
    assert lines[1].endswith("up to 0.1 it is listed: listed.")


def test_an_england_that_is_made_of_counts_is_said_to_be():
    lines = words.comparisons.comparison_sum(
        COMPARED | {"rule": "two_proportions", "z": 2.1, "comparator_areas": 148}, SERIES, "England"
    )
    made = "No figure is held here for England: this one is worked out, of the counts of 148 places together."
    assert lines[1] == made


def test_no_comparison_says_why():
    row = COMPARED | {
        "words": None,
        "rule": None,
        "missing_reason": "fewer than 4 similar areas have a figure for it: 2",
    }
    (line,) = words.comparisons.comparison_sum(row, SERIES, "similar areas")
    assert line == "Not compared with similar areas: fewer than 4 similar areas have a figure for it: 2."
    assert words.comparisons.comparison_figure(row, SERIES) is None
    assert words.comparisons.comparison_status(row, VERDICTS) == "untold"


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(None, None, None), (1, 11, "cannot be told apart from any of the 10"), (1, 10, "between 1st and 10th of 11"),
     (2, 11, "between 2nd and 11th of 11"), (2, 3, "between 2nd and 3rd of 11"),
     (4, 4, "4th of 11, at 95%")],
)  # fmt: skip
def test_a_rank_is_two_places(low, high, told):
    assert words.comparisons.rank(COMPARED | {"rank_low": low, "rank_high": high}) == told


def test_the_same_figure_is_neither_above_nor_below():
    row = COMPARED | {"rule": "position", "difference": 0.0, "distance": 0.0, "words": "broadly similar"}
    assert words.comparisons.comparison_sum(row, SERIES, "similar areas")[0].startswith("The same as the middle of 10")


def test_the_similar_areas_listed_are_those_that_figures_are_set_beside(real):
    query = "select max(area_count + other_period_count) from marts.comparisons where comparator = 'similar'"
    (most,) = real.con.execute(query).fetchone()
    assert len(queries.similar_areas(real.con, "E06000044")) == most
