"""Class limits of a map: natural breaks that cover every value."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_pipeline import statistics

published = st.integers(-5_000, 50_000).map(lambda tenths: tenths / 10)
columns = st.lists(published, min_size=1, max_size=60).map(sorted)


def limits_of(values: list[float], decimals: int = 1) -> list[float]:
    return statistics.class_limits(np.array(values, dtype=float), decimals)


@given(columns, st.sampled_from([0, 1, 2]))
def test_limits_rise_and_cover_every_value_in_at_most_five_classes(values, decimals):
    limits = limits_of(values, decimals)
    assert limits[0] <= values[0]
    assert limits[-1] >= values[-1]
    assert 2 <= len(limits) <= 1 + statistics.MAP_CLASSES
    assert all(low < high for low, high in pairwise(limits)) or len(limits) == 2


@given(columns, st.sampled_from([0, 1, 2]))
def test_limits_are_written_with_the_decimals_of_the_series(values, decimals):
    assert all(limit == round(limit, decimals) for limit in limits_of(values, decimals))


@given(columns)
def test_the_outer_limits_lie_no_further_out_than_one_last_digit(values):
    limits = limits_of(values)
    assert values[0] - limits[0] <= 0.1 + 1e-9
    assert limits[-1] - values[-1] <= 0.1 + 1e-9


@pytest.mark.parametrize("values", [[7.0], [7.0, 7.0, 7.0], [0.0] * 10, [-3.0, -3.0], [12.34, 12.34]])
def test_equal_values_make_one_class(values):
    low, high = limits_of(values)
    assert low <= values[0] <= high


def test_two_values_make_two_classes():
    assert limits_of([1.0, 1.0, 9.0]) == [1.0, 9.0] or len(limits_of([1.0, 1.0, 9.0])) == 3


@given(st.lists(published, min_size=5, max_size=11, unique=True).map(sorted))
def test_no_other_classes_of_a_few_values_have_less_variance_within_them(values):
    limits = limits_of(values)
    groups = [[value for value in values if low < value <= high] for low, high in pairwise(limits)]
    groups[0].insert(0, values[0])
    assert sum(map(len, groups)) == len(values)
    assert within(groups) == pytest.approx(least_variance(values, 5), abs=1e-6)


@given(st.lists(published, min_size=1_500, max_size=1_600).map(sorted))
def test_a_long_column_is_sampled_evenly_and_still_covered(values):
    limits = limits_of(values)
    assert limits[0] <= values[0]
    assert limits[-1] >= values[-1]
    assert len(limits) == 1 + statistics.MAP_CLASSES


def test_natural_breaks_fall_in_the_gaps():
    values = [1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33, 41, 42, 43]
    assert limits_of(values, 0) == [1, 3, 13, 23, 33, 43]


def within(groups: list[list[float]]) -> float:
    return sum(float(np.var(group)) * len(group) for group in groups if group)


def least_variance(values: list[float], classes: int) -> float:
    cuts = combinations(range(1, len(values)), classes - 1)
    return min(within([values[a:b] for a, b in pairwise([0, *cut, len(values)])]) for cut in cuts)
