"""The error of a single figure: from its counts, its interval or its sample."""

import math

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from data_pipeline.building import tables
from data_pipeline.statistics import evidence
from data_pipeline.tables.judging import outturn_errors
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


@pytest.fixture(scope="module")
def counts_give():
    """The macro, asked of one figure."""
    with duckdb.connect() as con:
        con.execute((tables.TABLES / "macros.sql").read_text(encoding="utf-8"))

        def ask(printed, value, count, base, unit="%", sample_size=None):
            row = [printed, value, count, base, unit, sample_size]
            return con.execute("select counts_give(?, ?::double, ?::double, ?::double, ?, ?)", row).fetchone()[0]

        yield ask


def errors(**figure) -> dict:
    """What is known of one figure; a share of 30 in 100 unless told otherwise."""
    columns = ("lower", "upper", "numerator", "denominator", "sample_size")
    row = {"value": 30.0, "is_counted": False, "is_proportion": True, "multiplier": 100.0}
    return evidence.standard_errors(pd.DataFrame([row | dict.fromkeys(columns, np.nan) | figure])).iloc[0].to_dict()


@pytest.mark.parametrize(
    ("value", "count", "base", "unit", "is_used"),
    [
        (30, 30, 100, "%", True),
        (0, 0, 100, "%", True),
        (100, 100, 100, "%", True),
        (100, 1, 1, "%", True),
        (101, 101, 100, "%", False),
        (101, 101, 100, "per 100 homes", True),
        (-1, -1, 100, "%", False),
        (-1, -1, 100, "per 100 homes", False),
        (0, 0, 0, "%", False),
        (-30, 30, -100, "per 100 homes", False),
        (30, 30, 100, "homes", False),
        (30.5, 30.5, 100, "%", False),
        (30, None, 100, "%", False),
        (30, 30, None, "%", False),
        (None, 30, 100, "%", False),
    ],
)
def test_counts_are_evidence_where_they_are_cases_of_people(value, count, base, unit, is_used, counts_give):
    is_counted = counts_give(None if value is None else str(value), value, count, base, unit)
    assert is_counted == is_used
    given = dict.fromkeys(("value", "numerator", "denominator"), np.nan)
    given |= {k: float(v) for k, v in zip(given, (value, count, base), strict=True) if v is not None}
    is_proportion = {"%": True, "homes": None}.get(unit, False)
    found = errors(is_counted=is_counted, is_proportion=is_proportion, **given)
    assert (found["se_counts"] > 0, found["count"] == count, found["base"] == base) == (is_used,) * 3


@pytest.mark.parametrize("asked", [1.0, 500.0])
def test_whoever_was_asked_stands_for_a_share_from_none_to_all(asked):
    for share, is_share in ((-0.1, False), (0.0, True), (30.0, True), (100.0, True), (100.1, False)):
        found = errors(value=share, sample_size=asked)
        assert (found["se_samples"] > 0, found["sample_base"] == asked) == (is_share, is_share)
    assert errors(sample_size=asked)["sample_count"] == pytest.approx(0.3 * asked)


def test_counts_beside_a_sample_are_grossed_up_from_it(counts_give):
    assert not counts_give("30", 30, 30, 100, sample_size=500)
    # Beside a sample of nobody they are counts.
    assert counts_give("30", 30, 30, 100, sample_size=0)


@pytest.mark.parametrize(("lower", "upper", "holds"), [(29, 31, 1), (30, 31, 1), (29, 30, 1), (31, 32, 0), (28, 29, 0)])
def test_an_interval_is_evidence_where_it_holds_its_value_its_ends_included(lower, upper, holds):
    error = errors(lower=lower, upper=upper)["se_intervals"]
    assert error == pytest.approx((upper - lower) / (2 * Z)) if holds else math.isnan(error)


@pytest.mark.parametrize(
    ("printed", "count", "base", "gives"),
    [
        # 30.12% of ten thousand: printed to one decimal it would be 30.1, printed to none it is 30.
        ("30.0", 3012, 10_000, False),
        ("30.1", 3012, 10_000, True),
        ("30", 3012, 10_000, True),
        ("30.00", 3000, 10_000, True),
        ("12.3", 123, 1000, True),
        ("12.25", 123, 1000, False),
        ("12.30", 123, 1000, True),
        ("12", 123, 1000, True),
        ("12.5%", 125, 1000, True),
        ("0", 4, 1000, True),
        ("0.0", 4, 10_000, True),
        ("0.0", 6, 10_000, False),
        ("0.5", 5, 1000, True),
        ("8.4e-03", 84, 1_000_000, True),
        ("8.4e-03", 86, 1_000_000, False),
    ],
)
def test_counts_give_a_value_to_half_of_its_last_digit_as_printed(printed, count, base, gives, counts_give):
    assert counts_give(printed, float(printed.rstrip("%")), count, base) == gives


def test_a_share_kept_as_a_fraction_is_fine_to_the_digits_of_the_fraction(counts_give):
    """0.485 is 48.5%, to half a tenth of a point."""
    assert counts_give("8.4E-02", 0.084, 4, 4_760, "per 100 homes")
    assert not counts_give("8.4E-02", 0.084, 4, 4_700, "per 100 homes")
    # Written out, '1e+05' is a whole number.
    assert not counts_give("1e+05", 100_000.0, 1_001, 1_000, "per 100,000 homes")


def test_a_promise_at_none_or_all_of_those_asked_is_not_known_to_the_point():
    """The sum of a rating says how far its figure may be off: never 0 points, as p (1 - p) would have it."""
    asked = dict.fromkeys(("lower", "upper", "numerator", "denominator"), np.nan) | {"sample_size": 50.0}
    rows = [
        {"pack": "p", "source_id": "o", "source_row": row, "value": value} | asked for row, value in ((2, 0), (3, 100))
    ]
    frame = pd.DataFrame(rows).assign(is_counted=False, is_proportion=True, multiplier=100.0)
    errors = outturn_errors.make(frame)["standard_error"]
    assert errors.tolist() == pytest.approx([100 * evidence.wilson_error(pd.Series([0.0]), pd.Series([50.0]))[0]] * 2)
    assert round(1.959964 * errors[0], 1) == 3.6
