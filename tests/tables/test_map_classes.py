"""Class limits of a map: natural breaks that cover every value."""

from itertools import combinations, pairwise

import duckdb
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data_pipeline.building import tables
from data_pipeline.statistics import natural_breaks

published = st.integers(-5_000, 50_000).map(lambda tenths: tenths / 10)
columns = st.lists(published, min_size=1, max_size=60).map(sorted)


def limits_of(values: list[float], decimals: int = 1) -> list[tuple[float, float]]:
    return natural_breaks.class_limits(np.array(values, dtype=float), decimals)


@given(columns)
def test_classes_rise_do_not_meet_and_hold_every_value_in_at_most_five(values):
    limits = limits_of(values)
    assert (limits[0][0], limits[-1][1]) == (values[0], values[-1])
    assert 1 <= len(limits) <= natural_breaks.MAP_CLASSES
    assert all(low <= high for low, high in limits)
    for (_, end), (begin, _) in pairwise(limits):
        assert round(begin - end, 6) == 0.1
    for value in values:
        assert sum(low <= value <= high for low, high in limits) == 1


@pytest.mark.parametrize("values", [[7.0], [7.0, 7.0, 7.0], [0.0] * 10, [-3.0, -3.0], [12.3, 12.3]])
def test_equal_values_make_one_class(values):
    assert limits_of(values) == [(values[0], values[0])]


def test_two_different_values_make_one_class():
    assert limits_of([1.0, 1.0, 9.0, 9.0]) == [(1.0, 9.0)]


@given(st.lists(published, min_size=5, max_size=9, unique=True).map(sorted))
def test_no_other_five_classes_of_a_few_values_have_less_variance_within_them(values):
    limits = limits_of(values)
    assume(len(limits) == 5)  # Fewer when the lowest class would hold only the lowest value: it joins the next.
    groups = [[value for value in values if low <= value <= high] for low, high in limits]
    assert sum(map(len, groups)) == len(values)
    assert within(groups) == pytest.approx(least_variance(values, 5), abs=1e-6)


def test_a_column_too_long_for_the_exact_method_is_sampled_and_still_covered():
    values = sorted(np.random.default_rng(1).gamma(2, 10, size=5_000).round(1))
    limits = limits_of(values)
    assert (limits[0][0], limits[-1][1]) == (values[0], values[-1])
    assert len(limits) == natural_breaks.MAP_CLASSES


def test_natural_breaks_fall_in_the_gaps():
    values = [1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33, 41, 42, 43]
    assert limits_of(values, 0) == [(1, 3), (4, 13), (14, 23), (24, 33), (34, 43)]


def test_classes_of_a_promise_are_numbered_from_one_over_its_districts_last_outturns_of_whole_years():
    row = "('A1', 'NI 1', {0}, '{0}', 'outturn', true, '{1}', date '{2}-04-01', date '2010-03-31', null)"
    said = ["1.5", "2.5", "11.5", "12.5", "21.5", "22.5", "31.5", "32.5", "41.5", "42.5"]
    rows = [row.format(value, f"D{number}", 2009) for number, value in enumerate(said)]
    # The area as a whole, a quarter, a target, and a figure that was put right later are not coloured.
    rows += [row.format("90.25", "A1", 2009), row.format("91.25", "D1", 2009).replace("2009-04", "2010-01")]
    rows += [row.format("92.25", "D1", 2009).replace("outturn", "target")]
    rows += [row.format("93.25", "D1", 2009).replace("true", "false")]
    with duckdb.connect() as con:
        tables.make_schemas(con)
        con.execute(
            f"create table marts.promise_points as from (values {', '.join(rows)}) as points(agreement_code, "
            "indicator, value, value_as_published, what, is_last_word, area_code, period_start, period_end, notice)"
        )
        steps = tables.found()
        for name in ("judging.promise_map_figures", "marts.promise_map_classes"):
            steps[name].make(con)
        made = con.execute("from marts.promise_map_classes").fetchall()
    limits = [(1.5, 2.5), (2.6, 12.5), (12.6, 22.5), (22.6, 32.5), (32.6, 42.5)]
    assert [row[:3] for row in made] == [("A1", "NI 1", 1)] * 5
    assert [row[3:6] for row in made] == [(number, *pair) for number, pair in enumerate(limits, start=1)]


def within(groups: list[list[float]]) -> float:
    return sum(float(np.var(group)) * len(group) for group in groups if group)


def least_variance(values: list[float], classes: int) -> float:
    cuts = combinations(range(1, len(values)), classes - 1)
    return min(within([values[a:b] for a, b in pairwise([0, *cut, len(values)])]) for cut in cuts)
