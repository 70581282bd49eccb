"""The error of a single figure: from its counts, its interval or its sample."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from data_pipeline.statistics import evidence
from tests.statistics.judging import Z


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
