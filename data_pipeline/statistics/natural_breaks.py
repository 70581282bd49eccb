"""Classes of a map: natural breaks, with the least variance within them (Fisher and Jenks)."""

import math
from itertools import pairwise

import jenkspy
import numpy as np
import pandas as pd

MAP_CLASSES = 5
SAMPLE = 1000


def classes(measures: pd.DataFrame) -> pd.DataFrame:
    """The classes of each measure on a map of its own.

    `measures`: decimals (as shown), figures (an array each, in the measure's unit), and what names the measure.
    Returns a row for each class of each measure: what names it, map_class (1 is the lowest), lower_limit, upper_limit.
    """
    limits = [
        list(enumerate(pairwise(class_limits(np.sort(figures), int(decimals))), start=1))
        for figures, decimals in zip(measures["figures"], measures["decimals"], strict=True)
    ]
    named = measures.drop(columns=["figures", "decimals"]).astype("string")
    found = named.loc[named.index.repeat([len(each) for each in limits])].reset_index(drop=True)
    rows = [(number, low, high) for each in limits for number, (low, high) in each]
    number, low, high = zip(*rows, strict=True) if rows else ((), (), ())
    return found.assign(
        map_class=np.array(number, dtype=int),
        lower_limit=np.array(low, dtype=float),
        upper_limit=np.array(high, dtype=float),
    )


def class_limits(values: np.ndarray, decimals: int) -> list[float]:
    """At most `MAP_CLASSES` classes' limits, rising, from the lowest value to the highest.

    `values` sorted. Fewer classes when there are too few different values; one class when all
    are equal.
    """
    # An even sample of the sorted values keeps their shape; the exact method is quadratic.
    if len(values) > SAMPLE:
        values = values[np.linspace(0, len(values) - 1, SAMPLE).round().astype(int)]
    # Outwards to the last decimal shown; the small allowance keeps 0.3 from being read as 0.29999.
    scale = 10.0**decimals
    lowest = round(math.floor(values[0] * scale + 1e-6) / scale, decimals)
    highest = round(math.ceil(values[-1] * scale - 1e-6) / scale, decimals)
    different = np.unique(values.round(decimals))
    if len(different) < 2:
        return [lowest, highest]
    breaks = jenkspy.jenks_breaks(values, n_classes=min(MAP_CLASSES, len(np.unique(values))))[1:-1]
    inner = {round(limit, decimals) for limit in breaks} - {lowest, highest}
    return [lowest, *sorted(inner), highest]
