"""How alike areas are: variables of different kinds made comparable, and who is close to nobody."""

import numpy as np
from scipy import stats

TOO_SKEW = 2.0
UNUSUAL_ABOVE = 0.9  # The share of areas whose nearest area is nearer.


def standardised(values: np.ndarray, is_log: np.ndarray) -> np.ndarray:
    """Columns of variables, one row an area, as distances from the mean in standard deviations.

    By their logarithms where `is_log` (one entry a column; these are above zero); a column still skewed beyond
    `TOO_SKEW` by the normal scores of its ranks (Blom's, equal values sharing a rank). A column of equal values is
    all zero.
    """
    columns = []
    for takes_log, column in zip(is_log, values.T, strict=True):
        column = np.log(column) if takes_log else column
        if np.ptp(column) < 1e-12:
            columns.append(np.zeros(len(column)))
            continue
        if abs(stats.skew(column)) > TOO_SKEW:
            column = stats.norm.ppf((stats.rankdata(column) - 0.375) / (len(column) + 0.25))
        columns.append(stats.zscore(column))
    return np.column_stack(columns)


def is_unusual(here: np.ndarray, rank: np.ndarray, distance: np.ndarray) -> np.ndarray:
    """Whether an area's nearest is further away than nine in ten areas' nearest; the same in all its rows."""
    nearest = distance[rank == 1]
    if not len(nearest):
        return np.zeros(0, dtype=bool)
    return np.isin(here, here[rank == 1][nearest > np.quantile(nearest, UNUSUAL_ABOVE) + 1e-9])
