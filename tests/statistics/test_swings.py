"""Many quarters or months: the latest figure against their usual swing (XmR)."""

import numpy as np
import pytest

from tests.oracles.directions import xmr
from tests.statistics.judging import judged, many
from tests.worlds.series import points


@pytest.mark.parametrize(("step", "is_short"), [(1 / 12, True), (0.25, True), (0.299, True), (0.301, False)])
def test_figures_no_more_than_three_tenths_of_a_year_apart_are_quarterly_or_monthly(step, is_short):
    row = judged(points([10, 11] * 6, half=1, step=step, months=1))
    assert (row["rule"] == "direction.xmr") == is_short
    assert row["points_judged"] == (12 if is_short else 5)


def quarters(values, **columns):
    return points(values, step=0.25, months=3, **columns)


def test_twelve_quarters_are_judged_by_their_usual_swing():
    rng = np.random.default_rng(7)
    series = []
    for way in (1, -1) * 200:
        flat, climb = rng.integers(0, 7, rng.integers(12, 30)), np.cumsum(rng.integers(0, 3, rng.integers(1, 9)))
        series.append(quarters([*flat, *(rng.integers(0, 11) + way * climb)], polarity="lower"))
    signals = set()
    for frame, row in many(series):
        values = frame["value"].tolist()
        centre, reach, up, down = xmr(values)
        assert (row["rule"], row["points_judged"]) == ("direction.xmr", len(values))
        assert row["centre"] == pytest.approx(centre)
        assert row["upper_limit"] - row["centre"] == pytest.approx(reach)
        assert row["centre"] - row["lower_limit"] == pytest.approx(reach)
        assert row["smallest_detectable"] == pytest.approx(reach)
        assert row["change"] == pytest.approx(values[-1] - centre)
        assert row["statistic"] == pytest.approx(3 * (values[-1] - centre) / reach)
        assert set((row["signal"] or "").split(", ")) - {""} == up | down
        told = "worsening" if up and not down else "improving" if down and not up else "no clear change"
        assert row["verdict"] == told
        assert row["reason"] == ("signals disagree" if up and down else None)
        signals.add(row["signal"])
    assert len(signals) >= 6


CALM = [10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9]


@pytest.mark.parametrize(
    ("values", "verdict", "signal"),
    [
        (CALM, "no clear change", None),
        ([*CALM, 20], "improving", "outside the limits"),
        ([*CALM, 0], "worsening", "outside the limits"),
        ([*CALM, 20, 10], "no clear change", None),
        ([*CALM, 10, 12, 11, 12, 11, 12, 11, 12], "improving", "one side"),
        ([*CALM, *CALM, 8, 8.5, 9, 9.5, 10, 10.5, 11], "improving", "run"),
        ([*CALM, *CALM, 8, 8.5, 9, 9.5, 9.5, 10.5, 11], "no clear change", None),
        ([5.1] * 12, "no clear change", None),
        ([0] * 13, "no clear change", None),
    ],
)
def test_signals_of_the_latest_quarter(values, verdict, signal):
    row = judged(quarters(values))
    assert (row["verdict"], row["signal"]) == (verdict, signal)


def test_a_fall_at_the_end_of_a_high_run_disagrees_with_itself():
    row = judged(quarters([0] * 12 + [30, 29, 28, 27, 26, 25, 24]))
    assert row["signal"].endswith("one side, run")
    assert (row["verdict"], row["reason"]) == ("no clear change", "signals disagree")


@pytest.mark.parametrize(
    ("target", "lies", "higher", "lower"),
    [
        (20, "above", "expected to miss", "expected to meet"),
        (10, "inside", "may meet or miss", "may meet or miss"),
        (0, "below", "expected to meet", "expected to miss"),
        ("upper_limit", "inside", "may meet or miss", "may meet or miss"),
        ("lower_limit", "inside", "may meet or miss", "may meet or miss"),
        (np.nan, None, None, None),
    ],
)
def test_a_target_outside_the_usual_swing_is_sure_to_be_met_or_missed(target, lies, higher, lower):
    if isinstance(target, str):
        target = judged(quarters(CALM))[target]
    for polarity, told in (("higher", higher), ("lower", lower), ("neither", None)):
        row = judged(quarters(CALM, polarity=polarity, target=target))
        assert (row["target_lies"], row["assurance"]) == (lies, told)


@pytest.mark.parametrize("middle", [0.0, 1e-3, -40.0, 1e6])
def test_a_target_just_beyond_a_limit_is_beyond_it_wherever_the_middle_lies(middle):
    values = np.array([1, -1] * 8) * 0.5 + middle
    row = judged(quarters(values))
    assert row["centre"] == pytest.approx(middle) and row["upper_limit"] == pytest.approx(middle + 2.66)
    for limit, way, lies in (("upper_limit", 1, "above"), ("lower_limit", -1, "below")):
        for beyond, told in ((0.01, lies), (-0.01, "inside")):
            target = row[limit] + way * beyond
            assert judged(quarters(values, target=target))["target_lies"] == told


def test_eleven_quarters_and_rolling_years_are_no_xmr_chart():
    assert judged(quarters(CALM[:11], half=1))["rule"] == "direction.slope_95"
    assert judged(quarters(CALM[:11], half=1))["points_judged"] == 11
    rolling = judged(points(CALM, step=0.25, months=12, half=1))
    assert (rolling["rule"], rolling["reason"]) == ("direction.values_only", "periods overlap")
    assert judged(points(CALM, half=1))["rule"] == "direction.fingertips"
