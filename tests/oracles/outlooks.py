"""What a straight line through figures says of a later date."""

import math

import numpy as np
from scipy import stats


def projection(t, y, at):
    """The fitted line at a date, its standard error for one more figure, and the degrees of freedom."""
    line = stats.linregress(t, y)
    t, y = np.array(t), np.array(y)
    rest = y - line.intercept - line.slope * t
    sigma = math.sqrt((rest**2).sum() / (len(t) - 2))
    error = sigma * math.sqrt(1 + 1 / len(t) + (at - t.mean()) ** 2 / ((t - t.mean()) ** 2).sum())
    return line.intercept + line.slope * at, error, len(t) - 2
