"""Where a figure lies among others: their middle half, the robust distance from it in words, ranks as intervals.

Positions describe; they say nothing about chance, and their words never do. All over whole columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

Array = np.ndarray

FEWEST = 4  # Fewer others than this are no comparison.
LIKE_NORMAL = 1.4826  # Makes the median absolute deviation of a normal distribution its standard deviation.
MEAN_LIKE_NORMAL = 1.2533141373155  # The same for the mean absolute deviation: the root of half pi.
LIMITS = (0.5, 1.5, 3.0, 7.5)  # Of the distance, each the first of the next words (Oflog's bands).
UNKNOWN = -1  # In place of the number of a word.
SIMILAR, OUTLIER, NO_CLEAR_DIFFERENCE, FIRST_SIDE = range(4)
WORDS = (
    "broadly similar",
    "a person must look: an outlier or an error",
    "no clear difference",
    *(f"{much}{side}" for side in ("worse", "better", "lower", "higher") for much in ("slightly ", "", "much ")),
)


@dataclass(frozen=True)
class Spread:
    """How the others lie, for each row: how many, their quartiles, and the typical distance from their median.

    `distance` is `LIKE_NORMAL` times the median absolute deviation; where that is zero (more than half of the
    others are equal) `MEAN_LIKE_NORMAL` times the mean one, as Iglewicz and Hoaglin (1993) advise, and
    `is_mean` says so; zero where all the others are equal. Without others all is not a number.
    """

    count: Array
    lower_quartile: Array
    median: Array
    upper_quartile: Array
    distance: Array
    is_mean: Array


def spread_of_rows(others: Array) -> Spread:
    """The spread of each row of a matrix, in which a gap is not a number."""
    ordered = np.sort(others, axis=1)
    count = np.isfinite(others).sum(axis=1)
    rows = np.arange(len(others))

    def share(ordered: Array, part: float) -> Array:
        low, high, between = _places(count, part)
        return _between(ordered[rows, low], ordered[rows, high], between, count)

    if not others.shape[1]:
        return _spread(count, *[np.full(len(others), np.nan)] * 5)
    quartiles = [share(ordered, part) for part in (0.25, 0.5, 0.75)]
    away = np.abs(others - quartiles[1][:, None])
    mean = np.nansum(away, axis=1) / np.where(count, count, np.nan)
    return _spread(count, *quartiles, share(np.sort(away, axis=1), 0.5), mean)


def spread_without_each(value: Array, group: Array) -> Spread:
    """For each row the spread of all the others of its group, itself left out.

    In sorted order, leaving out the one at place r moves every place from r on up by one; so the quartiles
    of a group without each of its members need one sorting, and so do deviations from each of the (at
    most three) medians that leaving one out can give.
    """
    ordered, place, first, size = _sorted(value, group)
    count = size - 1

    def without(ordered: Array, place: Array, part: float) -> Array:
        low, high, between = _places(count, part)
        low, high = ((first + j + (j >= place)).clip(max=len(value) - 1) for j in (low, high))
        return _between(ordered[low], ordered[high], between, count)

    quartiles = [without(ordered, place, part) for part in (0.25, 0.5, 0.75)]
    low, high, between = _places(count, 0.5)
    middle, mean = np.full(len(value), np.nan), np.full(len(value), np.nan)
    for is_here, moved in (
        (place <= low, (1, 1)),
        ((low < place) & (place <= high), (0, 1)),
        (place > high, (0, 0)),
    ):
        ends = [(first + j + move).clip(max=len(value) - 1) for j, move in zip((low, high), moved, strict=True)]
        away = np.abs(value - _between(ordered[ends[0]], ordered[ends[1]], between, count))
        away_ordered, away_place, *_ = _sorted(away, group)
        total = np.bincount(group, away)[group] if len(group) else away
        middle[is_here] = without(away_ordered, away_place, 0.5)[is_here]
        with np.errstate(divide="ignore", invalid="ignore"):
            mean[is_here] = ((total - away) / count)[is_here]
    return _spread(count, *quartiles, middle, mean)


def distance_from_middle(value: Array, spread: Spread) -> Array:
    """How many typical distances a figure lies from the median of the others: k = (x - median) / (1.4826 MAD).

    Zero where it is the median. Not a number with fewer than `FEWEST` others, and where they are all equal
    and it is not. Rounded, so that the last bits of a decimal do not decide a word.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        k = np.where(spread.distance > 0, (value - spread.median) / spread.distance, np.nan)
    k = np.where(np.abs(value - spread.median) < 1e-9, 0.0, k)
    return np.where(spread.count >= FEWEST, k, np.nan).round(9)


def in_words(k: Array, direction: Array) -> Array:
    """Words for distances from the middle, as numbers of `WORDS`; `UNKNOWN` where the distance is.

    `direction` is 1 where higher is better, -1 where lower is, and 0 where neither is ('slightly higher').
    A distance equal to a limit has the stronger words.
    """
    band = np.searchsorted(LIMITS, np.abs(k), side="right")
    words = np.where(band == 0, SIMILAR, np.where(band == len(LIMITS), OUTLIER, _side(k, direction) + band - 1))
    return np.where(np.isfinite(k), words, UNKNOWN)


def verdict(is_clear: Array, difference: Array, direction: Array) -> Array:
    """The word for a tested difference, as a number of `WORDS`: better, worse, higher, lower, or not clear."""
    return np.where(is_clear, _side(difference, direction) + 1, NO_CLEAR_DIFFERENCE)


def is_surely_apart(
    value: Array, interval: tuple[Array, Array], is_complete: Array, words: Array, quartiles: Sequence[Array]
) -> Array:
    """Whether a figure is surely unlike the others: further than slightly, in their outer quarter, and no chance.

    That is: their median lies outside its own 95% `interval` (not a number where there is none), or it is a count of
    everything. The median of a few places has no interval of its own. `words` of `in_words`; `quartiles`: the lower,
    the median, the upper.
    """
    (lower, upper), (low, median, high) = interval, quartiles
    is_far = (words >= FIRST_SIDE) & ((words - FIRST_SIDE) % 3 > 0)
    is_up = value > median
    is_outer = np.where(is_up, value >= high, value <= low)
    is_beyond = np.where(is_up, lower > median, upper < median)
    return is_far & is_outer & (is_complete | is_beyond)


def _side(difference: Array, direction: Array) -> Array:
    """Where the words of a side begin in `WORDS`: each side has slightly, plain and much."""
    is_up = difference * np.where(direction == 0, 1, direction) > 0
    return FIRST_SIDE + 3 * (2 * (direction == 0) + is_up)


def rank_limits(
    value: Array, error: Array, others: Array, other_errors: Array, direction: Array
) -> tuple[Array, Array]:
    """The best and the worst rank a figure may have among the others (a matrix) and itself; 1 is the best.

    One more than are clearly better, and one more than are not clearly worse; each pair by the z of two
    intervals, at 95% for all of a row's pairs together (Bonferroni). So the true rank, ties included, lies
    between the two in at least 95 of 100 cases: Mogstad, Romano, Shaikh and Wilhelm, 'Inference for ranks',
    Review of Economic Studies 91 (2024). Simulating the ranks instead promises too much where areas are
    nearly equal. Rank 1 is the highest where no direction is good. Not a number with fewer than `FEWEST`
    others, or where any of them, or the figure itself, has no error.
    """
    is_other = np.isfinite(others)
    count = is_other.sum(axis=1)
    towards = np.where(direction == 0, 1, direction)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        z = towards * (others - value[:, None]) / np.hypot(error[:, None], other_errors)
    counts, which = np.unique(count, return_inverse=True)
    limit = np.array([-NormalDist().inv_cdf(0.025 / max(1, among)) for among in counts.tolist()])[which][:, None]
    is_known = (count >= FEWEST) & (error > 0) & ~(is_other & ~(other_errors > 0)).any(axis=1)
    best = np.where(is_known, 1.0 + (z >= limit).sum(axis=1), np.nan)
    worst = np.where(is_known, 1.0 + count - (z <= -limit).sum(axis=1), np.nan)
    return best, worst


def _sorted(value: Array, group: Array) -> tuple[Array, Array, Array, Array]:
    """Values sorted within their groups; and for each row its place, its group's first index and size."""
    order = np.lexsort((value, group))
    size = np.bincount(group)
    first = (np.cumsum(size) - size)[group] if len(group) else group
    place = np.empty(len(value), dtype=int)
    place[order] = np.arange(len(value))
    return value[order], place - first, first, size[group] if len(group) else group


def _places(count: Array, part: float) -> tuple[Array, Array, Array]:
    """Between which places of `count` sorted values a share of them lies, and how far: numpy's default rule."""
    at = (count - 1).clip(min=0) * part
    low = np.floor(at).astype(int)
    return low, np.ceil(at).astype(int), at - low


def _between(low: Array, high: Array, between: Array, count: Array) -> Array:
    return np.where(count > 0, low + (high - low) * between, np.nan)


def _spread(count: Array, lower: Array, median: Array, upper: Array, middle: Array, mean: Array) -> Spread:
    # The last bits of decimals are no spread.
    is_mean = (middle < 1e-9) & (mean >= 1e-9)
    distance = np.where(is_mean, MEAN_LIKE_NORMAL * mean, LIKE_NORMAL * np.where(middle < 1e-9, 0.0, middle))
    return Spread(count, lower, median, upper, np.where(count > 0, distance, np.nan), is_mean)
