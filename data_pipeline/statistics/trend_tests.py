"""Tests for change: along a line of a few figures, within the usual swing of many.

Each works on whole columns. A window is a matrix with one row for each series and one column for each point,
the latest in the last column, missing where a series has fewer. Nothing here knows which direction is good.
"""

from dataclasses import dataclass

import numpy as np

from data_pipeline.statistics.evidence import SAME

# Fingertips: chi-square with one degree of freedom at 99.8%.
CONFIRMED = 9.54953570608324
# Mean moving range to the limits of an XmR chart: 3 / 1.128.
XMR = 2.66
# Points on one side of the mean, or points each beyond the one before, that are a signal.
RUN = 7


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
    noise = SAME * np.max(np.abs(x), axis=1)
    signs = [sign(weighted_slope(t, x, se)[0], noise)]
    for left_out in range(x.shape[1]):
        kept = np.arange(x.shape[1]) != left_out
        signs.append(sign(weighted_slope(t[:, kept], x[:, kept], se[:, kept])[0], noise))
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
