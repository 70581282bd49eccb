"""By the end: pace and projections, against sums done in plain Python or by scipy."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from data_pipeline.statistics.outlook import outlooks
from tests.oracles.outlooks import projection
from tests.worlds.series import points


def promise(key="a", **columns) -> pd.DataFrame:
    given = {"polarity": "higher", "target": 50.0, "t_target": 2013.25, "baseline": 42.0, "t_baseline": 2008.25}
    return pd.DataFrame([{"key": key, **given, **columns}])


def outlook(values, as_of=None, **columns) -> dict:
    """Of a yearly series up to 2011.25, two years before the target date."""
    frame = points(values, months=columns.pop("months")) if "months" in columns else points(values)
    if (segment := columns.pop("segment", None)) is not None:
        frame["segment"] = segment
    (row,) = outlooks(frame.drop(columns="polarity"), promise(**columns), as_of).to_dict("records")
    return row


PER_CENT = {"lowest": 0.0, "highest": 100.0}

# Pace


@pytest.mark.parametrize(
    ("polarity", "value", "target", "verdict"),
    [
        ("higher", 45.0, 50.0, "pace is not enough"),  # 1 a year against 2.5
        ("higher", 48.0, 52.0, "pace is enough"),  # 2 against 2: a tie is enough
        ("higher", 48.0, 52.01, "pace is not enough"),
        ("higher", 41.0, 50.0, "going the wrong way"),
        ("higher", 42.0, 50.0, "pace is not enough"),  # no movement is not the wrong way
        ("lower", 39.0, 30.0, "pace is not enough"),
        ("lower", 36.0, 32.0, "pace is enough"),
        ("lower", 45.0, 30.0, "going the wrong way"),
        ("lower", 6.0, 0.0, "pace is enough"),  # nought is a target
        ("higher", 0.0, 50.0, "going the wrong way"),  # and a value
    ],
)
def test_pace_so_far_against_the_pace_needed(polarity, value, target, verdict):
    row = outlook([value], polarity=polarity, target=target)
    good = 1 if polarity == "higher" else -1
    assert row["rule"] == "outlook.pace"
    assert row["pace"] == pytest.approx(good * (value - 42) / 3)
    assert row["required_pace"] == pytest.approx(good * (target - value) / 2)
    assert row["pace_ratio"] == pytest.approx(row["pace"] / row["required_pace"])
    assert row["verdict"] == verdict
    assert (row["pace_from"], row["reason"]) == ("baseline", "fewer than five figures")
    assert row["projected"] == pytest.approx(value + (value - 42) / 3 * 2)
    assert math.isnan(row["projected_lower"])
    assert math.isnan(row["chance_of_meeting"])
    assert (row["note"], row["is_clipped"]) == ("not a forecast", False)


def test_a_pace_that_just_suffices_in_decimals_is_enough():
    assert outlook([0.3], baseline=0.0, target=0.5)["verdict"] == "pace is enough"


def test_without_a_baseline_the_first_figure_is_where_the_pace_begins():
    row = outlook([44, 43, 46], baseline=np.nan)
    assert (row["pace_from"], row["pace"], row["since"]) == ("first figure", 1.0, 2009.25)
    assert outlook([44, 43, 46], baseline=0.0)["pace"] == pytest.approx(46 / 3)
    too_late = outlook([44, 43, 46], t_baseline=2011.25)
    assert (too_late["pace_from"], too_late["pace"]) == ("first figure", 1.0)


def test_a_baseline_from_before_a_break_is_another_measure():
    row = outlook([20, 44, 46], segment=[1, 2, 2])
    assert (row["pace_from"], row["pace"], row["points"]) == ("first figure", 2.0, 2)
    assert outlook([44, 46], segment=[2, 2])["pace_from"] == "baseline"


def test_one_figure_has_no_pace():
    row = outlook([45], baseline=np.nan)
    assert (row["rule"], row["verdict"], row["reason"]) == ("outlook.one_figure", "cannot tell", "one figure only")
    assert math.isnan(row["projected"])
    assert row["pace_from"] is None
    assert outlook([45], t_baseline=2011.25)["rule"] == "outlook.one_figure"


# What there is to say when the end is here, or nothing can be said


@pytest.mark.parametrize(
    ("polarity", "value", "verdict"),
    [
        ("higher", 50.0, "met"),
        ("higher", 49.9, "not met"),
        ("lower", 50.0, "met"),
        ("lower", 50.1, "not met"),
        ("lower", 0.0, "met"),
        ("neither", 50.0, "cannot tell"),
    ],
)
def test_a_figure_for_the_target_date_is_the_final_result_and_nothing_is_projected(polarity, value, verdict):
    row = outlook([10, 20, 30, 60, 41, value], polarity=polarity, t_target=2011.25)
    assert (row["rule"], row["verdict"]) == ("outlook.final", verdict)
    assert math.isnan(row["projected"])
    assert math.isnan(row["required_pace"])


def test_later_figures_do_not_change_a_final_result():
    row = outlook([10, 20, 55, 60, 41], t_target=2009.25)
    assert (row["rule"], row["verdict"], row["last_value"], row["points"]) == ("outlook.final", "met", 55, 3)
    after_a_break = outlook([10, 20, 55, 60, 41], t_target=2009.25, segment=[1, 1, 1, 2, 2])
    assert (after_a_break["verdict"], after_a_break["last_value"]) == ("met", 55)


def test_a_date_passed_without_a_figure_is_said_and_nothing_projected():
    for row in (outlook([40, 41, 42], as_of=2013.5), outlook([40, np.nan, 42], t_target=2010.25)):
        assert (row["rule"], row["verdict"]) == ("outlook.date_passed", "cannot tell")
        assert row["reason"] == "no figure for the target date"
        assert math.isnan(row["projected"])
    assert outlook([40, 41, 42], as_of=2013.0)["rule"] == "outlook.pace"


@pytest.mark.parametrize(("polarity", "target"), [("higher", 50), ("higher", 49), ("lower", 50), ("lower", 51)])
def test_what_is_as_good_as_the_target_is_met_already(polarity, target):
    row = outlook([50], polarity=polarity, target=target)
    assert (row["rule"], row["verdict"]) == ("outlook.met", "already met")
    assert math.isnan(row["pace_ratio"])


@pytest.mark.parametrize(
    ("values", "columns", "rule", "reason"),
    [
        ([np.nan], {}, "outlook.no_figure", "no figure"),
        ([42, 43], {"target": np.nan}, "outlook.no_target", "no target"),
        ([42, 43], {"t_target": np.nan}, "outlook.no_target", "no target date"),
        ([42, 43], {"polarity": "neither"}, "outlook.no_direction", "neither direction is good"),
    ],
)
def test_what_cannot_be_told_says_why(values, columns, rule, reason):
    row = outlook(values, **columns)
    assert (row["rule"], row["verdict"], row["reason"]) == (rule, "cannot tell", reason)
    assert math.isnan(row["pace_ratio"])


def test_a_promise_without_any_figure_and_figures_without_a_promise():
    answer = outlooks(points([1, 2], key="other"), promise())
    assert answer["rule"].tolist() == ["outlook.no_figure"]
    assert outlooks(points([1, 2]), promise().iloc[:0]).empty


def test_two_promises_of_one_key_and_an_unknown_polarity_are_refused():
    with pytest.raises(ValueError, match="a key of its own"):
        outlooks(points([1, 2]), pd.concat([promise(), promise()]))
    with pytest.raises(ValueError, match="not 'up'"):
        outlooks(points([1, 2]), promise(polarity="up"))


# Projections


@pytest.mark.parametrize("values", [[40, 42, 41, 44, 45], [45, 44, 44, 43, 40, 41.5], [30, 39, 31, 35, 33, 36, 38, 37]])
@pytest.mark.parametrize("target", [38.5, 47, 52, 70])
@pytest.mark.parametrize("polarity", ["higher", "lower"])
def test_five_figures_make_a_projection_with_an_interval(values, target, polarity):
    row = outlook(values, target=target, polarity=polarity, **PER_CENT)
    frame = points(values)
    fitted, error, freedom = projection(frame["t"], values, 2013.25)
    half = stats.t.ppf(0.9, freedom) * error
    assert row["projected"] == pytest.approx(fitted)
    assert row["projected_lower"] == pytest.approx(fitted - half)
    assert row["projected_upper"] == pytest.approx(fitted + half)
    assert (row["scale"], row["note"], row["is_clipped"]) == ("linear", None, False)
    good = 1 if polarity == "higher" else -1
    assert row["chance_of_meeting"] == pytest.approx(stats.t.sf(good * (target - fitted) / error, freedom))
    if good * (values[-1] - target) >= 0:
        assert row["verdict"] == "already met"
        return
    assert row["rule"] == "outlook.projection_80"
    chance = row["chance_of_meeting"]
    assert row["verdict"] == (
        "likely to be met" if chance >= 0.9 else "likely to be missed" if chance < 0.1 else "could go either way"
    )


@pytest.mark.parametrize("values", [[3, 4, 3.5, 6, 5], [8, 9, 7, 5, 4], [91, 93, 92, 95, 96], [85, 95, 97, 98, 99]])
def test_shares_near_all_or_nothing_are_projected_as_log_odds(values):
    good = "higher" if values[0] > 50 else "lower"
    row = outlook(values, target=97.5 if good == "higher" else 2.0, polarity=good, **PER_CENT)
    odds = [math.log(value / (100 - value)) for value in values]
    fitted, error, freedom = projection(points(values)["t"], odds, 2013.25)
    half = stats.t.ppf(0.9, freedom) * error
    there = [100 / (1 + math.exp(-height)) for height in (fitted, fitted - half, fitted + half)]
    assert [row["projected"], row["projected_lower"], row["projected_upper"]] == pytest.approx(there)
    assert (row["scale"], row["is_clipped"]) == ("log odds", False)
    assert 0 < row["projected_lower"] < row["projected_upper"] < 100
    target = math.log(97.5 / 2.5) if good == "higher" else math.log(2 / 98)
    sign = 1 if good == "higher" else -1
    assert row["chance_of_meeting"] == pytest.approx(stats.t.sf(sign * (target - fitted) / error, freedom))


@pytest.mark.parametrize(
    ("values", "columns"),
    [
        ([12, 11, 12, 13, 10.0], PER_CENT),  # a tenth is not under a tenth
        ([0, 4, 3, 6, 5], PER_CENT),  # nought has no log odds
        ([3, 4, 3.5, 6, 5], PER_CENT | {"target": 100.0}),  # nor has a target of all
        ([3, 4, 3.5, 6, 5], {"lowest": 0.0}),  # nor a rate
    ],
)
def test_other_figures_are_projected_in_a_straight_line(values, columns):
    row = outlook(values, **columns)
    assert (row["scale"], row["rule"]) == ("linear", "outlook.projection_80")


@pytest.mark.parametrize(
    ("values", "columns", "projected"),
    [
        ([9, 6, 3, 1], {"polarity": "lower", "target": 0.0, "lowest": 0.0, "baseline": 9.0}, 0),
        ([50, 70, 80, 95], PER_CENT | {"target": 97.0, "baseline": 50.0}, 100),
        ([80, 40, 30, 20, 10], {"polarity": "lower", "target": 2.0, "lowest": 0.0}, 0),
    ],
)
def test_nothing_is_projected_past_a_natural_limit(values, columns, projected):
    row = outlook(values, **columns)
    assert (row["projected"], row["is_clipped"]) == (projected, True)


def test_an_interval_that_ends_at_a_natural_limit_says_so():
    row = outlook([20, 35, 14, 22, 15], polarity="lower", target=5.0, lowest=0.0)
    assert 0 < row["projected"] < row["projected_upper"]
    assert (row["projected_lower"], row["is_clipped"]) == (0, True)


def test_an_interval_wholly_at_a_limit_that_is_the_target_is_likely_to_be_met():
    row = outlook([40, 30, 21, 10, 0.5], polarity="lower", target=0.0, lowest=0.0)
    assert (row["projected_lower"], row["projected_upper"], row["is_clipped"]) == (0, 0, True)
    assert row["verdict"] == "likely to be met"


@pytest.mark.parametrize("values", [[40, 41, 42, 43, 44], [44.1] * 5, [0, 0, 0, 0, 0]])
def test_figures_exactly_on_a_line_show_no_scatter_to_judge_by(values):
    row = outlook(values, baseline=values[0])
    assert (row["rule"], row["reason"], row["note"]) == ("outlook.pace", "no scatter to judge by", "not a forecast")
    assert math.isnan(row["projected_lower"])


def test_averages_that_share_years_make_no_interval():
    row = outlook([40, 42, 41, 44, 45], months=36)
    assert (row["rule"], row["reason"], row["note"]) == ("outlook.pace", "periods overlap", "not a forecast")


def test_figures_from_before_a_break_are_no_part_of_a_projection():
    row = outlook([10, 90, 40, 42, 41, 44, 45], segment=[1, 1, 2, 2, 2, 2, 2])
    assert row["projected"] == pytest.approx(outlook([40, 42, 41, 44, 45])["projected"])
    assert outlook([90, 40, 42, 41, 44], segment=[1, 2, 2, 2, 2])["rule"] == "outlook.pace"


# What must not matter, and what must

tenths = st.integers(-400, 400).map(lambda number: number / 10)
NUMBERS = ["pace", "required_pace", "projected", "projected_lower", "projected_upper"]
WORDS = ["rule", "verdict", "reason", "pace_from", "note"]


@st.composite
def promises(draw):
    figures, made = [], []
    for key in range(draw(st.integers(1, 12))):
        figures.append(points(draw(st.lists(tenths, min_size=1, max_size=9)), key=key))
        polarity = draw(st.sampled_from(["higher", "lower"]))
        made.append(promise(key, polarity=polarity, target=draw(tenths), baseline=draw(tenths)))
    return pd.concat(figures, ignore_index=True), pd.concat(made, ignore_index=True)


@settings(max_examples=15)
@given(promises())
def test_a_mirror_image_with_the_other_polarity_has_the_same_outlook(drawn):
    figures, made = drawn
    mirrored = made.assign(target=-made["target"], baseline=-made["baseline"])
    mirrored["polarity"] = made["polarity"].map({"higher": "lower", "lower": "higher"})
    before, after = outlooks(figures, made), outlooks(figures.assign(value=-figures["value"]), mirrored)
    pd.testing.assert_frame_equal(before[WORDS], after[WORDS])
    np.testing.assert_allclose(before["pace"], after["pace"], atol=1e-9)
    np.testing.assert_allclose(before["projected_lower"], -after["projected_upper"], atol=1e-6)
    np.testing.assert_allclose(before["chance_of_meeting"], after["chance_of_meeting"], atol=1e-6)


@settings(max_examples=15)
@given(promises(), st.sampled_from([0.001, 7.0, 1e6]), st.sampled_from([0.0, 300.0]))
def test_another_unit_or_another_nought_changes_sizes_and_nothing_else(drawn, factor, constant):
    figures, made = drawn
    moved = made.assign(**{name: made[name] * factor + constant * factor for name in ("target", "baseline")})
    after = outlooks(figures.assign(value=figures["value"] * factor + constant * factor), moved)
    before = outlooks(figures, made)
    pd.testing.assert_frame_equal(before[WORDS], after[WORDS])
    np.testing.assert_allclose(after["pace_ratio"], before["pace_ratio"], rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(after["pace"], before["pace"] * factor, rtol=1e-5, atol=1e-7 * factor)
    for name in NUMBERS[2:]:
        np.testing.assert_allclose(after[name], (before[name] + constant) * factor, rtol=1e-5, atol=1e-6 * factor)


@settings(max_examples=15)
@given(promises(), st.randoms(use_true_random=False))
def test_the_order_of_figures_and_of_promises_changes_nothing(drawn, random):
    figures, made = drawn
    order = list(range(len(made)))
    random.shuffle(order)
    before = outlooks(figures, made)
    after = outlooks(figures.sample(frac=1, random_state=1), made.iloc[order]).sort_values("key", ignore_index=True)
    pd.testing.assert_frame_equal(before, after)


def test_a_better_latest_figure_never_has_a_worse_outlook_of_its_pace():
    order = ["going the wrong way", "pace is not enough", "pace is enough", "already met"]
    values = np.arange(30, 60, 0.25)
    figures = pd.concat([points([value], key=number) for number, value in enumerate(values)])
    made = pd.concat([promise(number) for number in range(len(values))])
    told = [order.index(verdict) for verdict in outlooks(figures, made)["verdict"]]
    assert told == sorted(told)
    assert set(told) == {0, 1, 2, 3}


@pytest.mark.parametrize("baseline", [44.0, 0.1 + 0.2])
def test_standing_still_is_not_going_the_wrong_way(baseline):
    """Nor is what binary noise makes of it."""
    for latest, verdict in ((round(baseline, 1), "pace is not enough"), (baseline - 0.001, "going the wrong way")):
        row = outlook([latest], baseline=baseline)
        assert (row["rule"], row["verdict"]) == ("outlook.pace", verdict)


def test_where_neither_direction_is_good_nothing_is_likely_and_nothing_was_met():
    for values, t_target in (([40, 42, 41, 44, 45], 2013.25), ([40, 42, 41, 44, 45], 2011.25)):
        row = outlook(values, polarity="neither", t_target=t_target)
        assert (row["verdict"], row["reason"]) == ("cannot tell", "neither direction is good")
    for polarity, verdict in (("higher", "not met"), ("lower", "met")):
        row = outlook([40, 45], polarity=polarity, t_target=2011.25)
        assert (row["rule"], row["verdict"], row["reason"]) == ("outlook.final", verdict, None)
