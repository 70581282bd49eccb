"""Tests for change: between two figures, along a line of a few, within the usual swing of many.

Each works on whole columns. A window is a matrix with one row for each series and one column for each point,
the latest in the last column, missing where a series has fewer. Nothing here knows which direction is good.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from data_pipeline.statistics.evidence import SAME, Z95

# Fingertips: chi-square with one degree of freedom at 99.8%.
CONFIRMED = 9.54953570608324
# Below these the normal curve is no guide: expected cases of a proportion, cases of a rate (methods, 2.2).
SMALL_EXPECTED, SMALL_COUNT = 5, 10
# Mean moving range to the limits of an XmR chart: 3 / 1.128.
XMR = 2.66
# Points on one side of the mean, or points each beyond the one before, that are a signal.
RUN = 7


@dataclass(frozen=True)
class Change:
    """What a test of change found, one entry for each series.

    `statistic`: a standard normal deviate, positive for a rise. `p_value`: two-sided. `detectable`: the smallest
    change in the unit of the values that would have reached 95%. `is_exact`: the p-value is of counts, not of the
    normal curve; then the statistic is the deviate of that p-value and `detectable` an approximation.
    """

    statistic: np.ndarray
    p_value: np.ndarray
    detectable: np.ndarray
    is_exact: np.ndarray


def normal(difference: np.ndarray, error: np.ndarray) -> Change:
    """A difference against its standard error, by the normal curve."""
    z = difference / error
    return Change(z, 2 * stats.norm.sf(np.abs(z)), Z95 * error, np.zeros(z.shape, dtype=bool))


def exactly(change: Change, is_exact: np.ndarray, below: np.ndarray, above: np.ndarray, error: np.ndarray) -> Change:
    """`change`, with the exact test put in where `is_exact`: twice the smaller tail, at most 1.

    `below`, `above`: the chances of so few cases, and of so many, in the later period.
    """
    p = np.minimum(1, 2 * np.minimum(below, above))
    z = np.where(below < above, -1, 1) * stats.norm.isf(p / 2)
    return Change(
        np.where(is_exact, z, change.statistic),
        np.where(is_exact, p, change.p_value),
        np.where(is_exact, Z95 * error, change.detectable),
        is_exact,
    )


def two_proportions(c1: np.ndarray, n1: np.ndarray, c2: np.ndarray, n2: np.ndarray, error: np.ndarray) -> Change:
    """Two shares, c1 of n1 and then c2 of n2: z with the pooled share; hypergeometric where fewer than 5 are expected.

    z = (p2 - p1) / sqrt(p (1 - p) (1/n1 + 1/n2)), p = (c1 + c2) / (n1 + n2). `error`: the standard error of the
    difference from the shares' own intervals, for the detectable change where the test is exact.
    """
    pooled = (c1 + c2) / (n1 + n2)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = normal(c2 / n2 - c1 / n1, np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2)))
    is_exact = np.minimum(pooled, 1 - pooled) * np.minimum(n1, n2) < SMALL_EXPECTED
    below, above = np.ones(pooled.shape), np.ones(pooled.shape)
    cases, first, second = np.rint(c2[is_exact]), np.rint(n1[is_exact]), np.rint(n2[is_exact])
    drawn = (first + second, cases + np.rint(c1[is_exact]), second)
    below[is_exact] = stats.hypergeom.cdf(cases, *drawn)
    above[is_exact] = stats.hypergeom.sf(cases - 1, *drawn)
    return exactly(found, is_exact, below, above, error)


def two_rates(c1: np.ndarray, n1: np.ndarray, c2: np.ndarray, n2: np.ndarray, error: np.ndarray) -> Change:
    """Two rates, c1 for n1 and then c2 for n2: the log of their ratio; binomial where either has fewer than 10 cases.

    z = ln(r2 / r1) / sqrt(1/c1 + 1/c2). The detectable change is that of the same first rate, in the direction
    seen (upwards where there is none), so it is reached exactly when 95% is. `error`: as for `two_proportions`.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        log_error = np.sqrt(1 / c1 + 1 / c2)
        found = normal(np.log((c2 / n2) / (c1 / n1)), log_error)
        sign = np.where(found.statistic < 0, -1, 1)
        detectable = (c1 / n1) * np.abs(np.expm1(sign * Z95 * log_error))
    found = Change(found.statistic, found.p_value, detectable, found.is_exact)
    is_exact = np.minimum(c1, c2) < SMALL_COUNT
    below, above = np.ones(c1.shape), np.ones(c1.shape)
    cases, share = np.rint(c2[is_exact]), (n2 / (n1 + n2))[is_exact]
    trials = cases + np.rint(c1[is_exact])
    below[is_exact] = stats.binom.cdf(cases, trials, share)
    above[is_exact] = stats.binom.sf(cases - 1, trials, share)
    return exactly(found, is_exact, below, above, error)


def weighted_slope(t: np.ndarray, x: np.ndarray, se: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slope of the weighted line through each window, and its standard error: units per unit of t.

    Weights 1/se^2, known: the errors are of sampling alone, so what happens beside it makes change look surer
    than it is. Numbers are taken from their own mean first, which keeps their digits.
    """
    weight = np.where(np.isnan(x), 0, 1 / se**2)
    total = weight.sum(axis=1)
    from_mean_t = t - (np.nansum(weight * t, axis=1) / total)[:, None]
    from_mean_x = x - (np.nansum(weight * x, axis=1) / total)[:, None]
    spread = np.nansum(weight * from_mean_t**2, axis=1)
    return np.nansum(weight * from_mean_t * from_mean_x, axis=1) / spread, 1 / np.sqrt(spread)


def linear_trend_in_proportions(t: np.ndarray, count: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Chi-square with one degree of freedom for a linear trend in shares (Armitage); 0 where all or none are cases.

    N (N S(ct) - C S(nt))^2 / [C (N - C) (N S(nt^2) - S(nt)^2)], with t from its mean for the digits' sake.
    """
    cases, people = count.sum(axis=1), base.sum(axis=1)
    from_mean = t - ((base * t).sum(axis=1) / people)[:, None]
    top = people**2 * (count * from_mean).sum(axis=1) ** 2
    bottom = cases * (people - cases) * (base * from_mean**2).sum(axis=1)
    return np.divide(top, bottom, out=np.zeros(len(cases)), where=bottom > 0)


def log_odds(count: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Logit of each share. A series with all or none once has half a case added on both sides of every point."""
    half = 0.5 * ((count <= 0) | (count >= base)).any(axis=1)[:, None]
    return np.log((count + half) / (base - count + half))


def slope_keeps_its_sign(t: np.ndarray, x: np.ndarray, se: np.ndarray) -> np.ndarray:
    """True where the slope of the window, and of the window without any one point, all have one sign; 0 has none.

    Fingertips counts a slope of nought as a rise; then a series and its mirror image would be judged differently.
    """
    signs = [np.sign(weighted_slope(t, x, se)[0])]
    for left_out in range(x.shape[1]):
        kept = np.arange(x.shape[1]) != left_out
        signs.append(np.sign(weighted_slope(t[:, kept], x[:, kept], se[:, kept])[0]))
    return np.abs(np.sum(signs, axis=0)) == len(signs)


@dataclass(frozen=True)
class Swing:
    """An XmR chart, one entry for each series; limits in the unit of the values.

    `outside`, `side`, `run`: -1, 0 or 1: whether the latest point lies beyond a limit, ends seven or more on one
    side of the centre, ends seven or more each lower or higher than the one before.
    """

    centre: np.ndarray
    reach: np.ndarray
    latest: np.ndarray
    outside: np.ndarray
    side: np.ndarray
    run: np.ndarray


def swing(code: np.ndarray, x: np.ndarray) -> Swing:
    """XmR charts of many series in one column: `code` 0, 1, 2 ... rising, `x` in order of time within each.

    Centre = mean; limits = centre -/+ 2.66 x mean moving range; a point on a limit is not outside, and one on the
    centre is on neither side. Only signals the latest point has part in are told: the question is which way things
    go now. Rules: NHS England, Making Data Count. Each series needs two points.
    """
    number = np.bincount(code)
    last = np.cumsum(number) - 1
    centre = np.bincount(code, x) / number
    within = code[1:] == code[:-1]
    steps, of = np.diff(x)[within], code[1:][within]
    reach = XMR * np.bincount(of, np.abs(steps)) / (number - 1)
    noise = SAME * np.maximum.reduceat(np.abs(x), last - number + 1)

    deviation = x - centre[code]
    sides = sign(deviation, noise[code])
    latest = deviation[last]
    outside = np.where(np.abs(latest) > reach + noise, np.sign(latest), 0)
    side = np.where(alike_at_the_end(code, sides) >= RUN, sides[last], 0)
    ways = sign(steps, noise[of])
    # Seven points have six steps between them.
    run = np.where(alike_at_the_end(of, ways) >= RUN - 1, ways[np.cumsum(number - 1) - 1], 0)
    return Swing(centre, reach, x[last], outside.astype(int), side.astype(int), run.astype(int))


def sign(x: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """-1, 0 or 1; what is no larger than binary noise is 0."""
    return np.where(np.abs(x) > noise, np.sign(x), 0)


def alike_at_the_end(code: np.ndarray, mark: np.ndarray) -> np.ndarray:
    """How many entries at the end of each series are like its last one; 0 where that is 0."""
    number = np.bincount(code)
    last = np.cumsum(number) - 1
    differs = np.flatnonzero(mark != mark[last][code])
    latest_other = last - number
    np.maximum.at(latest_other, code[differs], differs)
    return np.where(mark[last] == 0, 0, last - latest_other)
