"""Direction of travel: each rung of the ladder against sums done in plain Python or by scipy."""

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from data_pipeline.statistics import evidence, trend_tests
from data_pipeline.statistics.direction import directions, directions_of
from tests.oracles.directions import correlation_of_people, trend_of_shares, xmr
from tests.worlds.series import points, rates, shares

Z = stats.norm.ppf(0.975)


def judged(frame: pd.DataFrame) -> dict:
    (row,) = directions(frame).to_dict("records")
    return row


def many(frames):
    """One call for many series, and the answers with their series, in order."""
    frames = [frame.assign(key=number) for number, frame in enumerate(frames)]
    return zip(frames, directions(pd.concat(frames)).to_dict("records"), strict=True)


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


# Two points


def test_two_intervals_are_compared_by_z():
    words = {
        "higher": ("improving", "worsening"),
        "lower": ("worsening", "improving"),
        "neither": ("rising", "falling"),
    }
    firsts, changes = (0.0, 10.0, 50.0), (-8.0, -2.0, 0.0, 3.0, 4.1, 4.2, 9.0)
    grid = list(product(firsts, changes, ((2.0, 2.0), (3.0, 1.0), (0.5, 4.0)), words))
    frames = (points([first, first + change], half=half, polarity=way) for first, change, half, way in grid)
    for (_, change, half, polarity), (_, row) in zip(grid, many(frames), strict=True):
        error = math.hypot(2 * half[0] / 3.92, 2 * half[1] / 3.92)
        z = change / error
        assert row["rule"] == "direction.two_points_z"
        assert row["evidence"] == "intervals"
        assert row["statistic"] == pytest.approx(z, abs=1e-9)
        assert row["p_value"] == pytest.approx(math.erfc(abs(z) / math.sqrt(2)))
        assert row["smallest_detectable"] == pytest.approx(Z * error)
        told = words[polarity][0 if change > 0 else 1] if abs(change) > Z * error else "no clear change"
        assert row["verdict"] == row["verdict_95"] == told


@pytest.mark.parametrize("n", [(200, 300), (1100, 1100), (5000, 80)])
@pytest.mark.parametrize("p", [(0.1, 0.1), (0.3, 0.36), (0.5, 0.55), (0.95, 0.7), (0.0, 0.4), (1.0, 0.7)])
def test_two_shares_are_compared_by_the_pooled_share(n, p):
    count = np.rint(np.array(n) * p)
    row = judged(shares(count, n))
    table = [count, np.array(n) - count]
    expected = stats.contingency.expected_freq(table)
    if expected.min() < 5:
        assert row["rule"] == "direction.two_points_exact"
        return
    chi = stats.chi2_contingency(table, correction=False)
    assert (row["rule"], row["evidence"]) == ("direction.two_points_z", "counts")
    assert row["statistic"] ** 2 == pytest.approx(chi.statistic, abs=1e-9)
    assert row["p_value"] == pytest.approx(chi.pvalue)
    assert np.sign(row["statistic"]) == np.sign(round(row["change"], 9))
    assert (abs(row["change"]) > row["smallest_detectable"]) == (chi.pvalue < 0.05)


def test_few_cases_of_a_share_are_compared_exactly():
    grid = [(n, c) for n in ((20, 20), (50, 80), (400, 30)) for c in product((0, 1, 4), (0, 2, 9))]
    grid += [(n, (n[0] - c[0], n[1] - c[1])) for n, c in grid]
    for (n, count), (_, row) in zip(grid, many(shares(count, n) for n, count in grid), strict=True):
        pooled = sum(count) / sum(n)
        if min(pooled, 1 - pooled) * min(n) >= 5:
            assert row["rule"] == "direction.two_points_z"
            continue
        table = [[count[1], n[1] - count[1]], [count[0], n[0] - count[0]]]
        tails = [stats.fisher_exact(table, alternative=way).pvalue for way in ("less", "greater")]
        assert row["rule"] == "direction.two_points_exact"
        assert row["p_value"] == pytest.approx(min(1, 2 * min(tails)))
        assert (row["verdict"] != "no clear change") == (2 * min(tails) < 0.05)
        assert np.sign(row["statistic"]) in (0, np.sign(row["change"])) or row["p_value"] > 0.2
        assert row["smallest_detectable"] > 0


@pytest.mark.parametrize("n", [(20_000.0, 20_000.0), (9_000.0, 31_000.0)])
@pytest.mark.parametrize("c", [(40, 40), (10, 10), (150, 100), (60, 250), (12, 90)])
def test_two_rates_are_compared_by_the_log_of_their_ratio(n, c):
    row = judged(rates(c, n, polarity="lower"))
    z = math.log((c[1] / n[1]) / (c[0] / n[0])) / math.sqrt(1 / c[0] + 1 / c[1])
    assert row["rule"] == "direction.two_points_rates"
    assert row["statistic"] == pytest.approx(z)
    assert row["p_value"] == pytest.approx(2 * stats.norm.sf(abs(z)))
    assert (abs(row["change"]) > row["smallest_detectable"]) == (row["p_value"] < 0.05)
    told = ("worsening" if z > 0 else "improving") if abs(z) > Z else "no clear change"
    assert row["verdict"] == told


@pytest.mark.parametrize("n", [(20_000.0, 20_000.0), (9_000.0, 31_000.0)])
@pytest.mark.parametrize("c", [(0, 0), (0, 5), (9, 0), (3, 4), (9, 40), (200, 9)])
def test_few_cases_of_a_rate_are_compared_exactly(n, c):
    row = judged(rates(c, n))
    tails = [1.0]
    if sum(c):
        tails = [stats.binomtest(c[1], sum(c), n[1] / sum(n), alternative=way).pvalue for way in ("less", "greater")]
    assert row["rule"] == "direction.two_points_exact"
    assert row["p_value"] == pytest.approx(min(1, 2 * min(tails)))
    assert row["smallest_detectable"] > 0


@pytest.mark.parametrize(("share", "points_of_a_per_cent"), [(50, 4.2), (30, 3.8), (20, 3.3)])
def test_the_smallest_change_a_survey_of_1100_could_see(share, points_of_a_per_cent):
    """Methods, 3.3."""
    row = judged(points([share, share], sample_size=1100, is_proportion=True, multiplier=100))
    assert (row["rule"], row["evidence"], row["verdict"]) == (
        "direction.two_points_z",
        "sample sizes",
        "no clear change",
    )
    assert round(row["smallest_detectable"], 1) == points_of_a_per_cent


def test_a_sample_size_is_of_use_for_shares_only():
    frame = points([300.0, 500.0], sample_size=1100, multiplier=1.0, is_proportion=False)
    assert judged(frame)["rule"] == "direction.values_only"


def test_people_grossed_up_from_a_sample_are_not_counted_as_asked():
    frame = shares([30_000, 32_000], [100_000, 100_000], sample_size=500)
    row = judged(frame)
    assert (row["evidence"], row["verdict"]) == ("sample sizes", "no clear change")
    assert judged(frame.drop(columns="sample_size"))["verdict"] == "improving"
    assert judged(frame.assign(lower=frame["value"] - 5, upper=frame["value"] + 5))["evidence"] == "intervals"


def test_counts_that_do_not_give_the_value_are_not_its_evidence():
    """As of a rate standardised by age."""
    frame = rates([100, 140], [20_000, 20_000])
    assert judged(frame)["evidence"] == "counts"
    standardised = frame.assign(value=frame["value"] * 1.2)
    assert judged(standardised)["rule"] == "direction.values_only"
    assert judged(standardised.assign(lower=0, upper=20))["evidence"] == "intervals"


@pytest.mark.parametrize(
    ("worked_out", "printed", "gives"),
    [
        (28.006, 28, True),
        (28.5, 28, True),
        (28.6, 28, False),
        (24.634, 24.6, True),
        (24.8, 24.6, False),
        (0, 0, True),
        (0.4, 0, True),
        (1.2, 0, False),
        (0.0512, 0.05, True),
        (0.056, 0.05, False),
        (3, -3, False),
        (0.0000015, 0.0000012, True),  # Six decimals are the most.
        (200.99, 200, True),
        (201.01, 200, False),
        (-200.99, -200, True),
        (-201.01, -200, False),
    ],
)
def test_counts_give_a_value_to_its_last_digit(worked_out, printed, gives):
    given = evidence.gives_the_value(pd.Series([float(worked_out)]), pd.Series([float(printed)]))
    assert given.tolist() == [gives]


def test_values_printed_alike_are_no_change_whatever_the_counts_say():
    row = judged(shares([276_000, 284_000], [1_000_000, 1_000_000]).assign(value=28.0))
    assert row["p_value"] < 0.001
    assert (row["change"], row["verdict"]) == (0, "no clear change")


def test_points_with_different_evidence_are_compared_by_their_errors():
    frame = pd.concat([shares([300], [1000]), points([40.0], half=2.0)]).assign(t=[2010.0, 2011.0])
    row = judged(frame)
    wilson = stats.binomtest(300, 1000).proportion_ci(method="wilson")
    error = math.hypot((wilson.high - wilson.low) * 100 / (2 * Z), 4 / 3.92)
    assert (row["evidence"], row["rule"]) == ("mixed", "direction.two_points_z")
    assert row["statistic"] == pytest.approx(10 / error)


# Errors of single figures


@pytest.mark.parametrize(("count", "base"), [(0, 50), (50, 50), (3, 7), (120, 400), (1, 100_000)])
def test_the_error_of_a_share_is_from_wilsons_interval(count, base):
    limits = stats.binomtest(count, base).proportion_ci(method="wilson")
    error = evidence.wilson_error(pd.Series([float(count)]), pd.Series([float(base)]))[0]
    assert error == pytest.approx((limits.high - limits.low) / (2 * Z))


@pytest.mark.parametrize("count", [0, 1, 9, 100, 12_345])
def test_the_error_of_a_rate_is_from_the_limits_that_leave_a_fortieth_on_each_side(count):
    error = evidence.poisson_error(pd.Series([float(count)]), pd.Series([2.0]))[0]
    width = error * 2 * 2 * Z
    lower = stats.gamma.ppf(0.025, count) if count else 0.0
    assert stats.poisson.cdf(count, lower + width) == pytest.approx(0.025)


def errors(**figure) -> dict:
    """What is known of one figure; a share of 30 in 100 unless told otherwise."""
    columns = ("lower", "upper", "numerator", "denominator", "sample_size")
    row = {"value": 30.0, "is_proportion": True, "multiplier": 100.0} | dict.fromkeys(columns, np.nan) | figure
    return evidence.standard_errors(pd.DataFrame([row])).iloc[0].to_dict()


@pytest.mark.parametrize(
    ("value", "count", "base", "is_proportion", "is_used"),
    [
        (30, 30, 100, True, True),
        (0, 0, 100, True, True),
        (100, 100, 100, True, True),
        (100, 1, 1, True, True),
        (101, 101, 100, True, False),
        (101, 101, 100, False, True),
        (-1, -1, 100, True, False),
        (-1, -1, 100, False, False),
        (0, 0, 0, True, False),
        (-30, 30, -100, False, False),
        (30, 30, 100, None, False),
    ],
)
def test_counts_are_evidence_where_they_are_cases_of_people(value, count, base, is_proportion, is_used):
    found = errors(value=float(value), numerator=float(count), denominator=float(base), is_proportion=is_proportion)
    assert (found["se_counts"] > 0, found["count"] == count, found["base"] == base) == (is_used,) * 3


@pytest.mark.parametrize("asked", [1.0, 500.0])
def test_whoever_was_asked_stands_for_a_share_from_none_to_all(asked):
    for share, is_share in ((-0.1, False), (0.0, True), (30.0, True), (100.0, True), (100.1, False)):
        found = errors(value=share, sample_size=asked)
        assert (found["se_samples"] > 0, found["sample_base"] == asked) == (is_share, is_share)
    assert errors(sample_size=asked)["sample_count"] == pytest.approx(0.3 * asked)
    # Counts beside a sample are grossed up from it; beside a sample of nobody they are counts.
    counts = {"numerator": 30.0, "denominator": 100.0}
    assert math.isnan(errors(sample_size=asked, **counts)["se_counts"])
    assert errors(sample_size=0.0, **counts)["se_counts"] > 0


@pytest.mark.parametrize(("lower", "upper", "holds"), [(29, 31, 1), (30, 31, 1), (29, 30, 1), (31, 32, 0), (28, 29, 0)])
def test_an_interval_is_evidence_where_it_holds_its_value_its_ends_included(lower, upper, holds):
    error = errors(lower=lower, upper=upper)["se_intervals"]
    assert error == pytest.approx((upper - lower) / 3.92) if holds else math.isnan(error)


# A few points


@pytest.mark.parametrize("values", [[1, 2, 3], [3, 3, 3], [0, 0, 0, 0], [5, 4, 4.5, 2], [40.1, 41, 40.5, 43]])
@pytest.mark.parametrize("half", [0.3, 1.5, [2, 1, 0.5, 3]])
@pytest.mark.parametrize("t", [[2008, 2009, 2010, 2011], [2002, 2008, 2008.5, 2011]])
def test_three_and_four_points_are_judged_by_their_weighted_line(values, half, t):
    half = np.broadcast_to(half, 4)[-len(values) :]
    frame = points(values, half=half, months=3, polarity="lower").assign(t=t[-len(values) :])
    row = judged(frame)
    fit, cov = np.polyfit(frame["t"] - 2008, frame["value"], 1, w=3.92 / (2 * half), cov="unscaled")
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


# Five and more yearly points: Fingertips

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
    return points(frame["value"], polarity="neither").assign(**frame, **columns)


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
        assert abs(row["statistic_95"]) == pytest.approx(abs(slope) / math.sqrt(variance), rel=1e-6, abs=1e-6)
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


# Many quarters or months: XmR


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
