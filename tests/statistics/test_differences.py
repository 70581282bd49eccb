"""The sums behind a comparison, over grids: tests of difference against scipy, positions against numpy."""

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from data_pipeline.statistics import differences, evidence
from data_pipeline.statistics.comparing import positions

LISTS = st.lists(st.integers(-40, 40).map(lambda tenths: tenths / 10), min_size=1, max_size=14)
P_VALUES = st.one_of(st.sampled_from([0.0, 0.01, 0.05, 1.0, math.nan]), st.floats(0, 1))


def columns(rows) -> list[np.ndarray]:
    return [np.array(column, dtype=float) for column in zip(*rows, strict=True)]


def fisher(c1, n1, c2, n2) -> float:
    """Twice the smaller tail of the two-by-two table."""
    table = [[c1, c2], [n1 - c1, n2 - c2]]
    return min(1.0, 2 * min(stats.fisher_exact(table, alternative=tail).pvalue for tail in ("less", "greater")))


def test_two_shares_are_tested_as_a_two_by_two_table_is():
    grid = [row for row in product((0, 3, 40, 100), (100, 250), (0, 7, 300, 1000), (1000,))]
    for (c1, n1, c2, n2), one_z, one_p, is_exact in zip(grid, *differences.two_shares(*columns(grid)), strict=True):
        assert is_exact == (min(c1, n1 - c1, c2, n2 - c2) < 10)
        if is_exact:
            assert one_p == pytest.approx(fisher(c1, n1, c2, n2))
            assert abs(one_z) == pytest.approx(stats.norm.isf(one_p / 2)) and one_z * (c1 / n1 - c2 / n2) >= 0
            continue
        table = stats.chi2_contingency([[c1, c2], [n1 - c1, n2 - c2]], correction=False)
        assert one_z**2 == pytest.approx(table.statistic)
        assert one_p == pytest.approx(table.pvalue)
        assert np.sign(one_z) == np.sign(c1 / n1 - c2 / n2)


@pytest.mark.parametrize(
    "row",
    [(1, 0, 5, 10), (1, 10, 5, 0), (-1, 10, 5, 10), (5, 10, -1, 10), (11, 10, 5, 10), (1, 10, 12, 10),
     (math.nan, 10, 5, 10), (0, 0, 0, 10), (0, 10, 0, 0), (0, 0, 0, 0)],
)  # fmt: skip
def test_what_is_no_share_has_no_test(row):
    z, p, is_exact = differences.two_shares(*columns([row]))
    assert np.isnan([z[0], p[0]]).all() and not is_exact[0]


def test_a_share_of_one_person_or_of_one_case_is_a_share():
    grid = [(1, 1, 5, 10), (0, 1, 5, 10), (5, 10, 1, 1), (5, 10, 0, 1), (1, 10, 5, 10), (5, 10, 1, 10)]
    for row, one_p in zip(grid, differences.two_shares(*columns(grid)).p_value, strict=True):
        assert one_p == pytest.approx(fisher(*row))


@pytest.mark.parametrize("unit", [1e-4, 0.01, 1000.0])
def test_the_unit_in_which_exposure_is_counted_changes_no_test_of_rates(unit):
    rows = np.array(list(product((0, 9, 60), (50.0, 1000.0), (0, 12, 500), (2000.0,))), dtype=float)
    for one, two in zip(
        differences.two_rates(*rows.T), differences.two_rates(*(rows * [1, unit, 1, unit]).T), strict=True
    ):
        assert two == pytest.approx(one, nan_ok=True)


def test_rates_are_tested_by_the_log_ratio_and_a_few_cases_exactly():
    grid = list(product((0, 1, 9, 10, 60), (50.0, 1000.0), (0, 4, 9, 10, 500), (2000.0, 90_000.0)))
    z, p, is_exact = differences.two_rates(*columns(grid))
    for (c1, n1, c2, n2), one_z, one_p, exact in zip(grid, z, p, is_exact, strict=True):
        assert exact == (min(c1, c2) < 10)
        if exact:
            tails = [
                stats.binomtest(c1, c1 + c2, n1 / (n1 + n2), alternative=tail).pvalue for tail in ("less", "greater")
            ] if c1 + c2 else [1.0]  # fmt: skip
            assert one_p == pytest.approx(min(1.0, 2 * min(tails)))
            assert abs(one_z) == pytest.approx(stats.norm.isf(one_p / 2)) and one_z * (c1 / n1 - c2 / n2) >= 0
        else:
            expected = (math.log(c1 / n1) - math.log(c2 / n2)) / math.sqrt(1 / c1 + 1 / c2)
            assert (one_z, one_p) == (pytest.approx(expected), pytest.approx(2 * stats.norm.sf(abs(expected))))


def test_a_rate_without_exposure_or_with_fewer_than_no_cases_has_no_test():
    rows = [(5, 0, 50, 100), (5, 10, 50, 0), (-5, 10, 50, 100), (50, 10, -5, 100), (-1, 10, 50, 100), (50, 10, -1, 100),
            (0, 0, 0, 100), (0, 10, 0, 0), (math.nan, 10, 50, 100)]  # fmt: skip
    _, p, is_exact = differences.two_rates(*columns(rows))
    assert np.isnan(p).all() and not is_exact.any()


def test_two_estimates_are_tested_by_their_errors():
    grid = list(product((-3.0, 0.0, 5.0), (0.0, 0.5, 2.0), (-1.0, 0.0, 4.9), (0.0, 0.1)))
    z, p, _ = differences.two_intervals(*columns(grid))
    for (x1, s1, x2, s2), one_z, one_p in zip(grid, z, p, strict=True):
        if s1 == s2 == 0:
            assert math.isnan(one_z) and math.isnan(one_p)
        else:
            assert one_z == pytest.approx((x1 - x2) / math.sqrt(s1**2 + s2**2))
            assert one_p == pytest.approx(2 * stats.norm.cdf(-abs(one_z)))


def test_the_error_of_an_interval_and_the_tie_at_95_per_cent():
    error = evidence.interval_error(*(pd.Series([x]) for x in (9.0, 8.0, 12.0)))[0]
    assert error == pytest.approx(4 / 3.919928, abs=1e-6)
    p = differences.two_sided(np.array([1.959963984540054, 1.9599, -1.96, math.nan]))
    assert differences.is_clear(p).tolist() == [True, False, True, False]
    assert differences.is_exception(np.array([0.1, 0.1001, math.nan])).tolist() == [True, False, False]


@given(st.lists(st.tuples(P_VALUES, st.integers(0, 3)), max_size=40))
def test_false_discoveries_are_controlled_as_scipy_does_in_each_family(rows):
    p, family = np.array([row[0] for row in rows], dtype=float), np.array([row[1] for row in rows], dtype=int)
    adjusted = differences.false_discovery(p, family)
    for one in set(family.tolist()):
        known = (family == one) & np.isfinite(p)
        if known.any():
            assert adjusted[known] == pytest.approx(stats.false_discovery_control(p[known], method="bh"))
    assert np.isnan(adjusted[np.isnan(p)]).all()


def test_the_list_of_benjamini_and_hochbergs_own_paper():
    """Fifteen p (1995, section 3): at 0.05 four are rejected, where Bonferroni would reject three."""
    p = np.array([0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
                  0.6528, 0.7590, 1.0])  # fmt: skip
    assert (differences.false_discovery(p, np.zeros(15, dtype=int)) <= 0.05).sum() == 4


def plain(others: list[float]) -> dict[str, float]:
    """Quartiles and typical distance by numpy, for one area."""
    if not others:
        return dict.fromkeys(("lower_quartile", "median", "upper_quartile", "distance"), math.nan)
    away = np.abs(np.array(others) - np.median(others))
    typical = 1.4826 * np.median(away)
    if typical < 1e-9:
        typical = math.sqrt(math.pi / 2) * away.mean()
    lower, middle, upper = np.quantile(others, [0.25, 0.5, 0.75])
    return {"lower_quartile": lower, "median": middle, "upper_quartile": upper, "distance": typical}


def same(spread: positions.Spread, number: int, others: list[float]) -> None:
    assert spread.count[number] == len(others)
    for name, value in plain(others).items():
        assert getattr(spread, name)[number] == pytest.approx(value, abs=1e-9, nan_ok=True)


@given(st.lists(LISTS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_spread_without_each_is_that_of_all_the_others(groups, random):
    rows = [(value, group) for group, values in enumerate(groups) for value in values]
    random.shuffle(rows)
    value, group = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    spread = positions.spread_without_each(value, group)
    for number, (_, own) in enumerate(rows):
        same(spread, number, [other for k, (other, theirs) in enumerate(rows) if theirs == own and k != number])


@given(st.lists(st.lists(st.one_of(st.just(math.nan), st.integers(-9, 9).map(float)), min_size=10, max_size=10)))
def test_the_spread_of_a_row_leaves_out_its_gaps(rows):
    spread = positions.spread_of_rows(np.array(rows, dtype=float).reshape(len(rows), 10))
    for number, row in enumerate(rows):
        same(spread, number, [value for value in row if not math.isnan(value)])


def test_no_rows_and_no_columns_have_no_spread():
    assert positions.spread_of_rows(np.zeros((3, 0))).count.tolist() == [0, 0, 0]
    assert len(positions.spread_without_each(np.zeros(0), np.zeros(0, dtype=int)).median) == 0


@pytest.mark.parametrize(
    ("k", "better", "worse"),
    [
        (0.0, "broadly similar", "broadly similar"),
        (0.499, "broadly similar", "broadly similar"),
        (0.5, "slightly better", "slightly worse"),
        (1.499, "slightly better", "slightly worse"),
        (1.5, "better", "worse"),
        (3.0, "much better", "much worse"),
        (7.499, "much better", "much worse"),
        (7.5, "a person must look: an outlier or an error", "a person must look: an outlier or an error"),
    ],
)
def test_a_distance_equal_to_a_limit_has_the_stronger_words_on_either_side(k, better, worse):
    directions = np.array([1, 1, -1, -1, 0, 0])
    said = positions.in_words(np.array([k, -k] * 3), directions)
    turned = {"better": "higher", "worse": "lower"}
    neither = [" ".join(turned.get(word, word) for word in text.split(" ")) for text in (better, worse)]
    assert [positions.WORDS[word] for word in said] == [better, worse, worse, better, *neither]
    assert positions.in_words(np.array([math.nan]), np.array([1])).tolist() == [positions.UNKNOWN]


def ranks(value, error, others, errors, direction=1):
    row = np.array(others, dtype=float)[None], np.array(errors, dtype=float)[None]
    low, high = positions.rank_limits(np.array([value]), np.array([error]), *row, np.array([direction]))
    return low[0], high[0]


def test_a_rank_counts_those_clearly_better_and_those_not_clearly_worse():
    others, errors = [10, 10, 0, 0, 0, 5.1], [0.1] * 6
    assert ranks(5.0, 0.1, others, errors) == (3, 4)
    assert ranks(5.0, 0.1, others, errors, -1) == (4, 5)
    assert ranks(5.0, 0.1, others, errors, 0) == (3, 4)  # The highest is first.
    assert ranks(5.0, 9.0, others, errors) == (1, 7)
    assert ranks(5.0, 0.1, [5.0] * 4, [0.1] * 4) == (1, 5)  # A tie shares its places.


@pytest.mark.parametrize(
    ("error", "others", "errors"),
    [(0.1, [1, 2, 3], [0.1] * 3), (0.1, [1, 2, 3, math.nan], [0.1] * 4), (0.1, [1, 2, 3, 4], [0.1, 0.1, 0.1, math.nan]),
     (math.nan, [1, 2, 3, 4], [0.1] * 4), (0.0, [1, 2, 3, 4], [0.1] * 4), (0.1, [1, 2, 3, 4], [0.1, 0.1, 0.1, 0.0])],
)  # fmt: skip
def test_no_rank_among_fewer_than_four_or_where_an_interval_is_missing(error, others, errors):
    assert np.isnan(ranks(2.0, error, others, errors)).all()


@pytest.mark.parametrize("spread", [0.0, 0.5, 2.0, 6.0])
def test_the_true_rank_lies_between_the_limits_in_at_least_95_of_100(spread):
    """Eleven areas whose true values differ by `spread` standard errors of each: also when they are all equal."""
    chance = np.random.default_rng(2008)
    truth = chance.normal(0, spread, (4000, 11))
    seen = truth + chance.normal(0, 1, truth.shape)
    one = np.ones(len(seen))
    low, high = positions.rank_limits(seen[:, 0], one, seen[:, 1:], np.ones((len(seen), 10)), one.astype(int))
    best = 1 + (truth[:, 1:] > truth[:, :1]).sum(axis=1)
    worst = 11 - (truth[:, 1:] < truth[:, :1]).sum(axis=1)
    assert ((low <= best) & (worst <= high)).mean() >= 0.95
    assert (low > 1).mean() > 0.3 or spread < 2  # And it is not all of them always.
