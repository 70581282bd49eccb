"""How far apart areas are by the formula of similar areas."""

import math
from statistics import fmean, pstdev

import pandas as pd
from scipy import stats

COLUMNS = ("population_2008", "people_per_km2", "imd_2007_mean_score", "share_in_most_deprived_tenth")


def distances(areas: pd.DataFrame) -> dict[tuple[str, str], float]:
    """By the formula, in plain Python."""
    columns = []
    for name, is_log in zip(COLUMNS, (True, True, False, False), strict=True):
        column = [math.log(x) if is_log else x for x in areas[name]]
        mean, sd = fmean(column), pstdev(column)
        if max(column) - min(column) < 1e-12:
            columns.append([0.0] * len(column))
            continue
        if abs(fmean([((x - mean) / sd) ** 3 for x in column])) > 2:
            ranks = [sum(y < x for y in column) + (sum(y == x for y in column) + 1) / 2 for x in column]
            column = [float(stats.norm.ppf((rank - 3 / 8) / (len(column) + 1 / 4))) for rank in ranks]
            mean, sd = fmean(column), pstdev(column)
        columns.append([(x - mean) / sd for x in column])
    scores, codes = list(zip(*columns, strict=True)), areas["area_code"].tolist()
    return {
        (codes[a], codes[b]): math.sqrt(
            sum(weight * (x - y) ** 2 for weight, x, y in zip((1, 1, 0.5, 0.5), scores[a], scores[b], strict=True))
        )
        for a in range(len(codes))
        for b in range(len(codes))
    }
