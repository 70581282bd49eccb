"""One place's figures among those of a few other places: the sums of `comparison` for places of anybody's choice."""

from typing import NamedTuple

import numpy as np

from data_pipeline.statistics.comparing import positions
from data_pipeline.statistics.shown import as_shown

Array = np.ndarray


class Measured(NamedTuple):
    """Figures of one place, a measure a row, and those of other places, of these a place a column.

    `error`: standard errors; `lower` and `upper` a 95% interval; none of them a number where it is not known, nor is a
    value of another place that cannot stand beside it. `direction`: 1 where higher is better, -1 lower, 0 neither.
    """

    value: Array
    error: Array
    lower: Array
    upper: Array
    is_complete: Array
    direction: Array
    decimals: Array
    others: Array
    other_errors: Array


def beside(figures: Measured) -> dict[str, Array]:
    """How each figure lies among the others, as columns: what marts.comparisons has beside similar areas, and the ends.

    area_count, lowest, lower_quartile, median, upper_quartile, highest, distance, difference (as shown), words
    (numbers of `positions.WORDS`), is_sure, rank_low, rank_high. Of fewer than `positions.FEWEST` others nothing but
    their count.
    """
    spread = positions.spread_of_rows(figures.others)
    is_enough = spread.count >= positions.FEWEST
    distance = positions.distance_from_middle(figures.value, spread)
    quartiles = [
        np.where(is_enough, one, np.nan) for one in (spread.lower_quartile, spread.median, spread.upper_quartile)
    ]
    here, middle = (as_shown(one, figures.decimals) for one in (figures.value, quartiles[1]))
    difference = as_shown(here - middle, figures.decimals)
    words = np.where(difference == 0, positions.SIMILAR, positions.in_words(distance, figures.direction))
    interval = figures.lower, figures.upper
    best, worst = positions.rank_limits(
        figures.value, figures.error, figures.others, figures.other_errors, figures.direction
    )
    is_there = np.isfinite(figures.others)
    return {
        "area_count": spread.count,
        "lowest": _end(figures.others, is_there, is_enough, np.inf, np.min),
        "highest": _end(figures.others, is_there, is_enough, -np.inf, np.max),
        **dict(zip(("lower_quartile", "median", "upper_quartile"), quartiles, strict=True)),
        "distance": distance, "difference": difference, "words": words,
        "is_sure": positions.is_surely_apart(figures.value, interval, figures.is_complete, words, quartiles),
        "rank_low": best, "rank_high": worst,
    }  # fmt: skip


def _end(others: Array, is_there: Array, is_enough: Array, none: float, end) -> Array:
    """The lowest or the highest of each row."""
    found = end(np.where(is_there, others, none), axis=1, initial=none)
    return np.where(is_enough, found, np.nan)
