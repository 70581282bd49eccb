"""Whether a figure differs from another by more than chance would: tests over whole columns.

Every function takes arrays of one length and returns arrays of it. Where a test cannot be made the answer
is not a number; nothing is raised. Both sides of a difference count: all tests are two-sided.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from data_pipeline.statistics.evidence import Z95

Array = np.ndarray

ALPHA = 0.05  # Of a single comparison.
FALSE_DISCOVERY = 0.10  # Of a list of exceptions: the share of it that may be chance.
FEW = 10  # With fewer cases than this on either side a test is exact.
_LAST_BITS = 1e-12


class Difference(NamedTuple):
    """What a test of the difference between a first and a second figure found, an entry for each pair.

    `z`: positive where the first is higher; of an exact test the deviate of its p, with the sign of what was seen.
    `p_value`: two-sided. `is_exact`: by the counts themselves, and not by the normal curve.
    """

    z: Array
    p_value: Array
    is_exact: Array


def two_shares(count: Array, total: Array, other_count: Array, other_total: Array) -> Difference:
    """Two shares that have no member in common.

    z = (p1 - p2) / sqrt(p (1 - p) (1 / n1 + 1 / n2)), p of both together. Where on either side fewer than `FEW` are
    counted, or not counted, exact: given all that are counted, those of the first are hypergeometric (Fisher 1922), p
    twice the smaller tail. Not a number for a total that is not above zero or a count outside 0 to its total.
    """
    is_count = (total > 0) & (other_total > 0) & (count >= 0) & (other_count >= 0)
    is_count &= (count <= total) & (other_count <= other_total)
    least = np.minimum.reduce([count, total - count, other_count, other_total - other_count])
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (count + other_count) / (total + other_total)
        spread = np.sqrt(pooled * (1 - pooled) * (1 / total + 1 / other_total))
        z = (count / total - other_count / other_total) / spread
    is_exact = is_count & (least < FEW)
    c, n, d, m = (np.rint(column[is_exact]) for column in (count, total, other_count, other_total))
    drawn = (n + m, c + d, n)
    return _tested(z, is_count, is_exact, stats.hypergeom.cdf(c, *drawn), stats.hypergeom.sf(c - 1, *drawn))


def two_rates(count: Array, exposure: Array, other_count: Array, other_exposure: Array) -> Difference:
    """Two rates of cases.

    z = log(rate 1 / rate 2) / sqrt(1 / c1 + 1 / c2). With fewer than `FEW` cases on either side, exact: given all of
    them, those of the first are binomial with n1 / (n1 + n2) (Przyborowski and Wilenski 1940), p twice the smaller tail
    as in Clopper and Pearson's limits. No case on either side: p is 1. Not a number for an exposure not above zero.
    """
    is_count = (exposure > 0) & (other_exposure > 0) & (count >= 0) & (other_count >= 0)
    is_exact = is_count & (np.minimum(count, other_count) < FEW)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.log(count / exposure / (other_count / other_exposure)) / np.sqrt(1 / count + 1 / other_count)
    c, d = np.rint(count[is_exact]), np.rint(other_count[is_exact])
    drawn = (c + d, exposure[is_exact] / (exposure + other_exposure)[is_exact])
    return _tested(z, is_count, is_exact, stats.binom.cdf(c, *drawn), stats.binom.sf(c - 1, *drawn))


def _tested(z: Array, is_count: Array, is_exact: Array, below: Array, above: Array) -> Difference:
    """By the normal curve, but where `is_exact` by the chances of so few cases, and of so many, on the first side."""
    z = np.where(is_count, z, np.nan)
    p = two_sided(z)
    exact = np.minimum(1.0, 2 * np.minimum(below, above))
    p[is_exact] = exact
    z[is_exact] = np.where(below < above, -1, 1) * stats.norm.isf(exact / 2)
    return Difference(z, p, is_exact)


def detectable_share(c1: Array, n1: Array, c2: Array, n2: Array) -> Array:
    """The smallest change from a first share to a second that would have reached 95% by the normal curve."""
    pooled = (c1 + c2) / (n1 + n2)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Z95 * np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))


def detectable_rate(c1: Array, n1: Array, c2: Array, n2: Array, z: Array) -> Array:
    """The smallest change from a first rate that would have reached 95%, in the direction seen: upwards where none is.

    So it is reached exactly when 95% is.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return (c1 / n1) * np.abs(np.expm1(np.where(z < 0, -1, 1) * Z95 * np.sqrt(1 / c1 + 1 / c2)))


def two_intervals(value: Array, error: Array, other: Array, other_error: Array) -> Difference:
    """Two estimates with standard errors: z = (x1 - x2) / sqrt(s1² + s2²).

    Takes them as independent: an estimate for England in which the area has a part is not quite, which makes the test
    a little careful. Not a number where both errors are zero.
    """
    error = np.hypot(error, other_error)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(error > 0, (value - other) / error, np.nan)
    return Difference(z, two_sided(z), np.zeros(z.shape, dtype=bool))


def two_sided(z: Array) -> Array:
    """The chance of a z at least this far from zero, either way."""
    return 2 * stats.norm.sf(np.abs(z))


def is_clear(p: Array) -> Array:
    """Whether a single comparison is clear at 95%; a tie is, as z of 1.96 is elsewhere. False where p is unknown."""
    return p <= ALPHA + _LAST_BITS


def false_discovery(p: Array, family: Array) -> Array:
    """p adjusted for having looked at a whole family: an exception is one that is at most `FALSE_DISCOVERY`.

    Benjamini and Hochberg 1995: of the m known p of a family, the one at rank k is adjusted to the least of
    p m / k over it and those above it. `family` numbers the families; an unknown p belongs to none.
    """
    adjusted = np.full(len(p), np.nan)
    known = np.flatnonzero(np.isfinite(p))
    known = known[np.lexsort((p[known], family[known]))]
    if len(known):
        families = pd.Series(p[known]).groupby(family[known])
        raw = p[known] * families.transform("size").to_numpy() / (families.cumcount().to_numpy() + 1)
        adjusted[known] = pd.Series(raw[::-1]).groupby(family[known][::-1]).cummin().to_numpy()[::-1]
    return np.minimum(adjusted, 1.0)


def is_exception(adjusted: Array) -> Array:
    """Whether a difference stays in a list of exceptions of which a tenth may be chance. False where unknown."""
    return adjusted <= FALSE_DISCOVERY + _LAST_BITS
