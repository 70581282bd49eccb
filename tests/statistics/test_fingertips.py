"""Five and more yearly points: judged as Fingertips judges them, and by our own test beside it."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from data_pipeline.statistics import evidence, trend_tests
from tests.oracles.directions import correlation_of_people, trend_of_shares
from tests.statistics.judging import Z, judged, many
from tests.worlds.series import points, shares

# Numbers of Fingertips' own tests of its calculator (TrendMarkerCalculatorTest.cs in ukhsa-collaboration/
# fingertips-open; TrendMarkerCalculatorTests.cs in dhsc-govuk/FingertipsNext): count, denominator, value, lower,
# upper, oldest first; and what those tests expect.
RECEPTION = [
    (994, 40299, 24.67, 23.16, 26.25),
    (1023, 41527, 24.6, 23.15, 26.19),
    (1199, 42811, 28, 26.44, 29.64),
    (1332, 44064, 30.2, 28.63, 31.9),
    (1367, 44701, 30.6, 28.98, 32.25),
]
STEADY = [
    (209, 1017, 20.5506, 18.1803, 23.1427),
    (213, 1087, 19.5952, 17.3444, 22.0602),
    (213, 1119, 19.0349, 16.8421, 21.4394),
    (239, 1117, 21.3966, 19.0918, 23.8975),
    (210, 1139, 18.4372, 16.2925, 20.7941),
]
DIABETES = [
    (3455176, 48783947, 7.0826, 7.0754, 7.094),
    (3491868, 49122259, 7.1085, 7.1013, 7.1199),
    (3625401, 49956777, 7.2571, 7.2499, 7.2684),
    (3774801, 50649129, 7.4528, 7.4456, 7.4643),
    (3938080, 51441896, 7.6554, 7.6481, 7.6669),
]
MMR_YORKSHIRE = [
    (57274, 61834, 92.6254, 92.4168, 92.8288),
    (55865, 60511, 92.3221, 92.1072, 92.5315),
    (53681, 59074, 90.8708, 90.6358, 91.1004),
    (51767, 57508, 90.017, 89.7694, 90.2594),
    (53185, 59028, 90.1013, 89.8578, 90.3396),
]
SIGHT_LOSS = [
    (1416, 48246126, 2.935, 2.7841, 3.0919),
    (935, 48440507, 1.93028, 1.8085, 2.058),
    (1344, 48753376, 2.7567, 2.6113, 2.9082),
    (1415, 49300918, 2.8701, 2.7225, 3.0237),
    (1502, 49866388, 3.0121, 2.8616, 3.1683),
]
TINY = [(5, 5, 100, 0, 0), (3, 5, 60, 0, 0), (1, 5, 20, 0, 0), (1, 4, 25, 0, 0), (2, 4, 50, 0, 0)]


def published(rows, **columns) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["numerator", "denominator", "value", "lower", "upper"], dtype=float)
    return points(frame["value"], polarity="neither").assign(**frame, is_counted=True, **columns)


@pytest.mark.parametrize(
    ("rows", "columns", "verdict", "chi_square"),
    [
        (RECEPTION, {}, "rising", 46.77),
        (RECEPTION, {"is_proportion": True, "multiplier": 1000}, "rising", 47.90),
        (STEADY, {}, "no significant change", None),
        (STEADY, {"is_proportion": True, "multiplier": 100}, "no significant change", None),
        (DIABETES, {"is_proportion": True, "multiplier": 100}, "rising", None),
        (DIABETES, {}, "rising", None),
        (MMR_YORKSHIRE, {"is_proportion": True, "multiplier": 100}, "falling", None),
        (MMR_YORKSHIRE, {}, "falling", None),
        (SIGHT_LOSS, {}, "rising", None),
        (TINY, {}, "cannot be calculated", None),
    ],
)
def test_fingertips_own_examples_come_out_the_same(rows, columns, verdict, chi_square):
    row = judged(published(rows, **columns))
    assert row["fingertips_verdict"] == verdict
    if chi_square:
        assert round(row["statistic"], 2) == chi_square


def test_five_shares_are_judged_by_the_chi_square_for_a_linear_trend():
    rng = np.random.default_rng(5)
    told = []
    for frame, row in many(shares(rng.integers(10, 40, 5), rng.integers(50, 150, 5)) for _ in range(300)):
        count, base = frame["numerator"].tolist(), frame["denominator"].tolist()
        chi, slopes = trend_of_shares(count, base)
        assert chi == pytest.approx(sum(base) * correlation_of_people(count, base) ** 2)
        assert row["rule"] == "direction.fingertips"
        assert row["statistic"] == pytest.approx(chi)
        assert row["p_value"] == pytest.approx(stats.chi2.sf(chi, 1))
        agree = max(slopes) < 0 or min(slopes) > 0
        word = "improving" if slopes[0] > 0 else "worsening"
        assert row["verdict"] == (word if agree and chi > 9.54953570608324 else "no clear change")
        told.append((row["verdict"], agree, chi > 9.54953570608324))
    assert len(set(told)) >= 5


def test_five_intervals_are_judged_by_weighted_regression():
    rng = np.random.default_rng(6)
    t = np.arange(1, 6)
    frames = [points(rng.integers(0, 60, 5), half=rng.integers(1, 30, 5), polarity="lower") for _ in range(300)]
    for frame, row in many(frames):
        values, w = frame["value"].to_numpy(), 3.92 / (frame["upper"] - frame["lower"]).to_numpy()

        def line(kept, values=values, w=w):
            fit, cov = np.polyfit(t[kept], values[kept], 1, w=w[kept], cov="unscaled")
            return fit[0], cov[0, 0]

        slope, variance = line(t > 0)
        slopes = [slope, *(line(t != out)[0] for out in t)]
        assert row["statistic"] == pytest.approx(slope**2 / variance, rel=1e-6, abs=1e-6)
        if min(map(abs, slopes)) > 1e-9:
            is_clear = (max(slopes) < 0 or min(slopes) > 0) and slope**2 / variance > 9.54953570608324
            word = "worsening" if slope > 0 else "improving"
            assert row["verdict"] == (word if is_clear else "no clear change")
        p = 2 * stats.norm.sf(abs(row["statistic_95"]))
        # Fingertips takes an interval as 3.92 errors wide, our own test as 2 x 1.95996.
        ours = abs(slope) / math.sqrt(variance) * 2 * Z / 3.92
        assert abs(row["statistic_95"]) == pytest.approx(ours, rel=1e-9, abs=1e-9)
        assert (row["verdict_95"] in ("improving", "worsening")) == (p < 0.05)


def test_shares_among_rates_are_judged_by_weighted_regression():
    """The chi-square for shares is for five of them."""
    is_share = [True, False, True, True, True]
    frame = shares([200, 210, 250, 240, 290], [1000] * 5, is_proportion=is_share)
    row = judged(frame)
    half = evidence.standard_errors(frame.assign(lower=np.nan, upper=np.nan, sample_size=np.nan))["se_counts"]
    fit, cov = np.polyfit(np.arange(5), frame["value"], 1, w=1 / half, cov="unscaled")
    assert (row["rule"], row["evidence"]) == ("direction.fingertips", "counts")
    assert row["statistic"] == pytest.approx(fit[0] ** 2 / cov[0, 0])


def test_fingertips_threshold_is_two_in_a_thousand():
    assert stats.chi2.isf(0.002, 1) == pytest.approx(trend_tests.CONFIRMED)


def test_one_wild_year_is_no_trend_for_fingertips_but_is_told_by_our_own_test():
    row = judged(points([10, 10.1, 10, 9.9, 20], half=0.5))
    assert row["statistic"] > trend_tests.CONFIRMED
    assert (row["verdict"], row["fingertips_verdict"]) == ("no clear change", "no significant change")
    assert row["verdict_95"] == "improving"


def test_a_slope_of_nought_without_one_year_is_no_sign_to_keep():
    """Fingertips counts it as a rise; then the two would differ."""
    for values in ([10, 10, 10, 10, 20], [20, 20, 20, 20, 10]):
        row = judged(points(values, half=0.5))
        assert row["statistic"] > trend_tests.CONFIRMED
        assert row["fingertips_verdict"] == "no significant change"


def test_no_cases_in_some_years_are_a_value():
    row = judged(shares([0, 10, 20, 30, 40], [400] * 5, polarity="lower"))
    assert (row["fingertips_verdict"], row["verdict"]) == ("worsening", "worsening")
    assert judged(shares([40, 30, 20, 10, 0], [400] * 5, polarity="lower"))["verdict"] == "improving"


@pytest.mark.parametrize("count", [[0] * 5, [400] * 5, [7] * 5])
def test_five_equal_years_are_no_change(count):
    row = judged(shares(count, [400] * 5))
    assert (row["verdict"], row["verdict_95"], row["change"]) == ("no clear change", "no clear change", 0)
    assert row["statistic"] == pytest.approx(0, abs=1e-12)


def test_the_latest_five_of_many_years_are_judged():
    row = judged(points([90, 70, 50, 30, 1, 2, 3, 4, 5], half=0.5))
    assert (row["points"], row["points_judged"], row["since"], row["change"]) == (9, 5, 2007.25, 4)
    assert row["verdict"] == "improving"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"t": [2005, 2006, 2007, 2009, 2010, 2011]}, "a year is missing"),
        ({"months": 36}, "periods overlap"),
        ({"lower": np.nan}, "no interval or count"),
    ],
)
def test_fingertips_rule_says_why_it_cannot_be_used(change, reason):
    row = judged(points([1, 2, 3, 4, 5, 6], half=0.5).assign(**change))
    assert (row["fingertips_verdict"], row["fingertips_reason"]) == ("cannot be calculated", reason)
    assert row["rule"] == ("direction.slope_95" if reason == "a year is missing" else "direction.values_only")


def test_a_gap_before_the_latest_five_years_is_of_no_matter():
    frame = points([1, 2, 3, 4, 5, 6], half=0.5).assign(t=[2000.0, 2007, 2008, 2009, 2010, 2011])
    assert judged(frame)["rule"] == "direction.fingertips"


def test_fingertips_verdict_is_only_for_five_yearly_points():
    assert judged(points([1, 2, 3, 4], half=0.5))["fingertips_verdict"] is None
    assert judged(points([1, 2, 3, 4, 5, 6], half=0.5, step=0.25, months=3))["fingertips_verdict"] is None
    assert judged(points([1, 2, 3, 4, 5], half=0.5, step=2.0, months=12))["rule"] == "direction.slope_95"
