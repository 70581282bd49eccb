"""Whether a figure differs from another by more than chance would: tests over whole columns.

Every function takes arrays of one length and returns arrays of it. Where a test cannot be made the answer
is not a number; nothing is raised. Both sides of a difference count: all tests are two-sided.
"""

import numpy as np
import pandas as pd
from scipy import stats

Array = np.ndarray

ALPHA = 0.05  # Of a single comparison.
FALSE_DISCOVERY = 0.10  # Of a list of exceptions: the share of it that may be chance.
FEW = 10  # Below this many cases a rate is tested exactly.
_LAST_BITS = 1e-12


def standard_error(lower: Array, upper: Array) -> Array:
    """From 95% limits, taking them as symmetric: (upper - lower) / 3.92, as the macro of this name."""
    return (upper - lower) / (2 * stats.norm.isf(ALPHA / 2))


def two_proportions(count: Array, total: Array, other_count: Array, other_total: Array) -> tuple[Array, Array]:
    """z and p of the difference between two shares that have no member in common.

    z = (p1 - p2) / sqrt(p (1 - p) (1 / n1 + 1 / n2)), p of both together (the pooled test of any
    textbook). Where all or none are counted on both sides there is no difference: z is 0. Not a number
    for a total that is not above zero or a count outside 0 to its total.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (count + other_count) / (total + other_total)
        spread = np.sqrt(pooled * (1 - pooled) * (1 / total + 1 / other_total))
        z = np.where(spread > 0, (count / total - other_count / other_total) / spread, 0.0)
    is_count = (total > 0) & (other_total > 0) & (count >= 0) & (other_count >= 0)
    z = np.where(is_count & (count <= total) & (other_count <= other_total), z, np.nan)
    return z, two_sided(z)


def rate_ratio(count: Array, exposure: Array, other_count: Array, other_exposure: Array) -> tuple[Array, Array, Array]:
    """z and p of the ratio between two rates of cases (whole numbers), and whether the test was exact.

    z = log(rate 1 / rate 2) / sqrt(1 / c1 + 1 / c2). With fewer than `FEW` cases on either side, exact: given
    c1 + c2, c1 is binomial with n1 / (n1 + n2) (Przyborowski and Wilenski 1940), p twice the smaller tail
    as in Clopper and Pearson's limits; z is then not a number. No case on either side: p is 1.
    """
    is_count = (exposure > 0) & (other_exposure > 0) & (count >= 0) & (other_count >= 0)
    is_exact = is_count & (np.minimum(count, other_count) < FEW)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.log(count / exposure / (other_count / other_exposure)) / np.sqrt(1 / count + 1 / other_count)
    z = np.where(is_count & ~is_exact, z, np.nan)
    p = two_sided(z)
    c, both = count[is_exact], (count + other_count)[is_exact]
    share = exposure[is_exact] / (exposure + other_exposure)[is_exact]
    tails = np.minimum(stats.binom.cdf(c, both, share), stats.binom.sf(c - 1, both, share))
    p[is_exact] = np.minimum(1.0, 2 * tails)
    return z, p, is_exact


def two_intervals(value: Array, error: Array, other: Array, other_error: Array) -> tuple[Array, Array]:
    """z and p of the difference between two estimates, from their standard errors.

    z = (x1 - x2) / sqrt(s1² + s2²). Takes them as independent: an estimate for England in which the area has
    a part is not quite, which makes the test a little careful. Not a number where both errors are zero.
    """
    error = np.hypot(error, other_error)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(error > 0, (value - other) / error, np.nan)
    return z, two_sided(z)


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
