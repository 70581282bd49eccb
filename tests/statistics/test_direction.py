"""Direction of travel: each rung of the ladder against sums done in plain Python or by scipy."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from data_pipeline.statistics.direction import directions, directions_of
from tests.statistics.judging import Z, judged
from tests.worlds.series import points

# No point, one point, only values


def test_no_figure_and_one_figure_say_so():
    none, one = judged(points([np.nan, np.nan])), judged(points([0.0]))
    assert (none["rule"], none["verdict"], none["reason"]) == ("direction.no_points", "cannot tell", "no figure")
    assert (none["points"], none["has_break"]) == (0, False)
    assert (one["rule"], one["verdict"], one["points"]) == ("direction.baseline_only", "baseline only", 1)
    assert math.isnan(one["change"])


@pytest.mark.parametrize(
    ("polarity", "values", "verdict"),
    [
        ("higher", [1, 2], "better, could be chance"),
        ("higher", [2, 0], "worse, could be chance"),
        ("lower", [1, 2], "worse, could be chance"),
        ("lower", [2, 0], "better, could be chance"),
        ("neither", [1, 2], "higher, could be chance"),
        ("neither", [2, 0], "lower, could be chance"),
        ("higher", [0, 0], "unchanged"),
        ("lower", [0.3, 0.1 + 0.2], "unchanged"),
        ("higher", [5, np.nan, 9, 7], "better, could be chance"),
    ],
)
def test_values_alone_are_never_judged_beyond_chance(polarity, values, verdict):
    row = judged(points(values, polarity=polarity))
    assert (row["rule"], row["verdict"]) == ("direction.values_only", verdict)
    assert row["reason"] == "no interval, count or sample size"
    assert math.isnan(row["p_value"])
    assert row["evidence"] is None


def test_an_interval_without_width_is_no_certainty():
    row = judged(points([1, 2], half=0))
    assert (row["rule"], row["reason"]) == ("direction.values_only", "standard error is zero")


def test_an_interval_that_does_not_hold_its_value_is_not_used():
    frame = points([10, 20], half=1)
    frame.loc[1, ["lower", "upper"]] = [21, 22]
    assert judged(frame)["rule"] == "direction.values_only"


def test_a_latest_figure_without_evidence_leaves_only_values():
    assert judged(points([1, 2, 3, 4], half=[0.1, 0.1, 0.1, np.nan]))["rule"] == "direction.values_only"


def test_points_are_judged_as_far_back_as_there_is_evidence():
    row = judged(points([9, 1, 2, 3], half=[np.nan, 0.1, 0.1, 0.1]))
    assert (row["rule"], row["points"], row["points_judged"], row["since"]) == ("direction.slope_95", 4, 3, 2009.25)
    assert row["change"] == 2


# A few points


@pytest.mark.parametrize("values", [[1, 2, 3], [3, 3, 3], [0, 0, 0, 0], [5, 4, 4.5, 2], [40.1, 41, 40.5, 43]])
@pytest.mark.parametrize("half", [0.3, 1.5, [2, 1, 0.5, 3]])
@pytest.mark.parametrize("t", [[2008, 2009, 2010, 2011], [2002, 2008, 2008.5, 2011]])
def test_three_and_four_points_are_judged_by_their_weighted_line(values, half, t):
    half = np.broadcast_to(half, 4)[-len(values) :]
    frame = points(values, half=half, months=3, polarity="lower").assign(t=t[-len(values) :])
    row = judged(frame)
    fit, cov = np.polyfit(frame["t"] - 2008, frame["value"], 1, w=Z / half, cov="unscaled")
    z = fit[0] / math.sqrt(cov[0, 0])
    p = 2 * stats.norm.sf(abs(z))
    assert (row["rule"], row["points_judged"]) == ("direction.slope_95", len(values))
    assert row["slope"] == pytest.approx(fit[0], abs=1e-9)
    assert row["statistic"] == pytest.approx(z, abs=1e-7)
    assert row["p_value"] == pytest.approx(p)
    assert row["smallest_detectable"] == pytest.approx(
        Z * math.sqrt(cov[0, 0]) * (frame["t"].iloc[-1] - frame["t"].iloc[0])
    )
    word = "worsening" if z > 0 else "improving"
    assert row["verdict"] == (word if p < 0.05 else f"probably {word}" if p < 0.2 else "no clear change")
    assert row["change"] == pytest.approx(values[-1] - values[0])


def test_a_line_is_probable_between_80_and_95_per_cent_and_on_neither_threshold():
    def verdict(z):
        return judged(points([10, 10, 10 + z * math.sqrt(2)], half=1.96))["verdict"]

    assert verdict(1.97) == "improving"
    assert verdict(1.95) == verdict(1.29) == "probably improving"
    assert verdict(1.27) == verdict(0) == "no clear change"
    assert verdict(-1.29) == "probably worsening"


# Breaks and overlaps


def test_only_the_last_segment_is_judged_and_the_break_is_told():
    row = judged(points([90, 95, 1, 2], half=0.2, segment=[1, 1, 2, 2]))
    assert (row["has_break"], row["points"], row["change"], row["verdict"]) == (True, 2, 1, "improving")
    alone = judged(points([90, 95, 1], half=0.2, segment=[1, 1, 2]))
    assert (alone["verdict"], alone["has_break"]) == ("baseline only", True)
    assert judged(points([1, 2], half=0.2, segment=[7, 7]))["has_break"] is False


def test_another_length_of_period_is_a_break():
    row = judged(points([90, 95, 1, 2], half=0.2).assign(months=[3, 3, 12, 12]))
    assert (row["has_break"], row["points"]) == (True, 2)


def test_averages_that_share_a_year_are_not_tested():
    row = judged(points([10, 20, 30], half=0.2, months=36))
    assert (row["rule"], row["verdict"]) == ("direction.values_only", "better, could be chance")
    assert row["reason"] == "periods overlap"
    assert judged(points([10, 20, 30], half=0.2, months=36, step=3.0))["rule"] == "direction.slope_95"


def test_an_overlap_with_a_point_that_is_not_judged_is_of_no_matter():
    frame = points([10, 20, 30], half=[np.nan, 0.2, 0.2], months=36).assign(t=[2007.0, 2008.0, 2011.0])
    assert (judged(frame)["rule"], judged(frame)["verdict"]) == ("direction.two_points_z", "improving")


def test_periods_that_only_touch_do_not_overlap():
    frame = points([10, 20, 30], half=0.2).assign(t=[2008.2486, 2009.2466, 2010.2466])
    assert judged(frame)["rule"] == "direction.slope_95"


FIVE = [10, 11, 13, 12, 15]


@pytest.mark.parametrize(("half_months", "overlaps"), [(-0.99, False), (-1.01, True), (-2, True), (0, False)])
def test_periods_may_overlap_by_half_a_month(half_months, overlaps):
    row = judged(points(FIVE, half=1, step=1 + half_months / 24))
    assert (row["rule"] == "direction.values_only") == (row["reason"] == "periods overlap") == overlaps


@pytest.mark.parametrize("months", [11.01, 12.99])
def test_a_year_may_be_a_month_longer_or_shorter(months):
    row = judged(points(FIVE, half=1, step=months / 12, months=6))
    assert row["rule"] == "direction.fingertips"


@pytest.mark.parametrize("months", [10.98, 13.02])
def test_steps_more_than_a_month_off_are_no_years_and_one_of_them_is_a_gap(months):
    row = judged(points(FIVE, half=1, step=months / 12, months=6))
    assert (row["rule"], row["fingertips_verdict"]) == ("direction.slope_95", None)
    frame = points(FIVE, half=1, months=6)
    frame.loc[0, "t"] = frame.loc[1, "t"] - months / 12
    row = judged(frame)
    assert (row["rule"], row["fingertips_reason"]) == ("direction.slope_95", "a year is missing")


def test_windows_on_the_same_points_are_judged_as_if_each_were_a_series_of_its_own():
    """Up to each of their points, the shorter ones with gaps on the left; each with the polarity of its series."""
    series = [points(FIVE, key=way, half=1, polarity=way) for way in ("higher", "lower", "neither")]
    frame = pd.concat(series, ignore_index=True)
    rows = np.array(
        [
            [first + at - back if back <= at else -1 for back in range(4, -1, -1)]
            for first in (0, 5, 10)
            for at in range(5)
        ]
    )
    found = directions_of(frame, rows).drop(columns="key")
    alone = pd.concat([directions(frame.iloc[row[row >= 0]]) for row in rows], ignore_index=True).drop(columns="key")
    pd.testing.assert_frame_equal(found.astype(object), alone.astype(object))
    assert {"improving", "worsening"} < set(found["verdict"])


# What is refused


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"t": [2010.0, np.nan]}, "'a' has a point without time"),
        ({"t": [2010.0, 2010.0]}, r"'a' has two points at 2010.0"),
        ({"polarity": "up"}, "not 'up'"),
        ({"polarity": ["higher", "lower"]}, "'a' has two polarities"),
        ({"key": ["a", None]}, "no key"),
    ],
)
def test_what_cannot_be_meant_is_refused(spoil, said):
    with pytest.raises(ValueError, match=said):
        directions(points([1, 2]).assign(**spoil))


def test_nothing_gives_nothing():
    assert directions(points([1, 2]).iloc[:0]).empty


# False alarms and power: methods, 3.2


@pytest.mark.parametrize(
    ("slope", "fingertips", "ours"),
    [
        (0.0, 0.002, {2: 0.05, 3: 0.05, 4: 0.05, 5: 0.05}),
        (0.5, 0.07, {3: 0.11, 4: 0.20, 5: 0.35}),
        (1.0, 0.52, {3: 0.30, 4: 0.61, 5: 0.89}),
        (1.5, 0.95, {3: 0.57, 4: 0.92, 5: 0.998}),
    ],
)
def test_how_often_a_trend_is_told_where_there_is_one_and_where_there_is_none(slope, fingertips, ours):
    rng = np.random.default_rng(2008)
    series = 4000
    for size, expected in ours.items():
        x = 50 + slope * np.arange(size) + rng.normal(size=(series, size))
        frame = pd.DataFrame(
            {"key": np.repeat(np.arange(series), size), "t": np.tile(np.arange(2000.0, 2000 + size), series)}
        )
        frame["value"], frame["polarity"], frame["months"] = x.ravel(), "higher", 12
        frame["lower"], frame["upper"] = frame["value"] - 1.96, frame["value"] + 1.96
        answer = directions(frame)
        clear = answer["verdict_95"].isin(["improving", "worsening"]).mean()
        assert clear == pytest.approx(expected, abs=0.02)
        if size == 5:
            tolerance = 0.003 if slope == 0 else 0.02
            assert (answer["verdict"] != "no clear change").mean() == pytest.approx(fingertips, abs=tolerance)
