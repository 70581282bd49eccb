"""Sums behind a direction of travel: the usual swing, and two ways to a chi-square for a trend of shares."""

import math
from itertools import pairwise

import numpy as np
from scipy import stats


def trend_of_shares(count, base):
    """Chi-square for a linear trend as Fingertips' page has it; slopes of the log odds, of all and without each."""
    n, c, t = sum(base), sum(count), range(1, 6)
    ct, nt = sum(map(float.__mul__, count, map(float, t))), sum(b * i for b, i in zip(base, t, strict=True))
    ntt = sum(b * i * i for b, i in zip(base, t, strict=True))
    chi = n * (n * ct - c * nt) ** 2 / (c * (n - c) * (n * ntt - nt**2))
    odds = [math.log(a / (b - a)) for a, b in zip(count, base, strict=True)]
    kept = [[i for i in range(5) if i != out] for out in range(-1, 5)]
    slopes = [stats.linregress([t[i] for i in some], [odds[i] for i in some]).slope for some in kept]
    return chi, slopes


def correlation_of_people(count, base):
    """Of time with being a case, over every single person."""
    people = [(t, t_case) for t in range(5) for t_case in [1] * int(count[t]) + [0] * int(base[t] - count[t])]
    return stats.pearsonr(*np.array(people, dtype=float).T).statistic


def xmr(values):
    """Centre, reach, and the signals the latest point has part in, by loops."""
    centre = sum(values) / len(values)
    moves = [b - a for a, b in pairwise(values)]
    reach = 2.66 * sum(map(abs, moves)) / len(moves)
    up, down = set(), set()
    for sign, found in ((1, up), (-1, down)):
        if sign * (values[-1] - centre) > reach:
            found.add("outside the limits")
        if all(sign * (value - centre) > 1e-9 for value in values[-7:]):
            found.add("one side")
        if all(sign * move > 1e-9 for move in moves[-6:]):
            found.add("run")
    return centre, reach, up, down
