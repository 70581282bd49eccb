"""Two figures: their difference is tested by what was published with them."""

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from data_pipeline.statistics import differences
from tests.statistics.judging import Z, judged, many
from tests.worlds.series import points, rates, shares


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
        error = math.hypot(half[0], half[1]) / Z
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
    if np.min(table) < 10:
        assert row["rule"] == "direction.two_points_exact"
        return
    chi = stats.chi2_contingency(table, correction=False)
    assert (row["rule"], row["evidence"]) == ("direction.two_points_z", "counts")
    assert row["statistic"] ** 2 == pytest.approx(chi.statistic, abs=1e-9)
    assert row["p_value"] == pytest.approx(chi.pvalue)
    assert np.sign(row["statistic"]) == np.sign(round(row["change"], 9))
    assert (abs(row["change"]) > row["smallest_detectable"]) == (chi.pvalue < 0.05)


def test_few_cases_of_a_share_are_compared_exactly():
    grid = [(n, c) for n in ((20, 20), (50, 80), (400, 30)) for c in product((0, 1, 4, 15), (0, 2, 9))]
    grid += [(n, (n[0] - c[0], n[1] - c[1])) for n, c in grid]
    for (n, count), (_, row) in zip(grid, many(shares(count, n) for n, count in grid), strict=True):
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
    counted = shares([30_000, 32_000], [100_000, 100_000])
    frame = counted.assign(sample_size=500, is_counted=False)
    row = judged(frame)
    assert (row["evidence"], row["verdict"]) == ("sample sizes", "no clear change")
    assert judged(counted)["verdict"] == "improving"
    assert judged(frame.assign(lower=frame["value"] - 5, upper=frame["value"] + 5))["evidence"] == "intervals"


def test_counts_that_do_not_give_the_value_are_not_its_evidence():
    """As of a rate standardised by age."""
    frame = rates([100, 140], [20_000, 20_000])
    assert judged(frame)["evidence"] == "counts"
    standardised = frame.assign(value=frame["value"] * 1.2, is_counted=False)
    assert judged(standardised)["rule"] == "direction.values_only"
    assert judged(standardised.assign(lower=0, upper=20))["evidence"] == "intervals"


@pytest.mark.parametrize("count", [(1, 6), (19, 14)])
def test_the_same_two_shares_are_tested_alike_over_time_and_beside_another_place(count):
    """1 of 20 and 6 of 20: p is 0.09 by Fisher's exact test, and 0.04 by a normal curve that so few do not follow."""
    row = judged(shares(count, (20, 20)))
    beside = differences.two_shares(*(np.array([float(x)]) for x in (count[1], 20, count[0], 20)))
    exact = stats.fisher_exact([[count[0], 20 - count[0]], [count[1], 20 - count[1]]]).pvalue
    assert (row["rule"], row["verdict"], beside.is_exact[0]) == ("direction.two_points_exact", "no clear change", True)
    assert row["p_value"] == pytest.approx(beside.p_value[0]) == pytest.approx(exact)
    assert round(exact, 2) == 0.09 and not differences.is_clear(beside.p_value)[0]


def test_values_printed_alike_are_no_change_whatever_the_counts_say():
    row = judged(shares([276_000, 284_000], [1_000_000, 1_000_000]).assign(value=28.0))
    assert row["p_value"] < 0.001
    assert (row["change"], row["verdict"]) == (0, "no clear change")


def test_points_with_different_evidence_are_compared_by_their_errors():
    frame = pd.concat([shares([300], [1000]), points([40.0], half=2.0)]).assign(t=[2010.0, 2011.0])
    row = judged(frame)
    wilson = stats.binomtest(300, 1000).proportion_ci(method="wilson")
    error = math.hypot((wilson.high - wilson.low) * 100 / (2 * Z), 2 / Z)
    assert (row["evidence"], row["rule"]) == ("mixed", "direction.two_points_z")
    assert row["statistic"] == pytest.approx(10 / error)
