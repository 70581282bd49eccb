"""Classes of a map: natural breaks, with the least variance within them (Fisher and Jenks)."""

import jenkspy
import numpy as np
import pandas as pd

MAP_CLASSES = 5
SAMPLE = 1000


def classes(measures: pd.DataFrame) -> pd.DataFrame:
    """The classes of each measure on a map of its own.

    `measures`: decimals, figures (an array each, in the measure's unit, as shown), and what names the measure.
    Returns a row for each class of each measure: what names it, decimals, map_class (1 is the lowest), and the lowest
    and the highest figure that it can hold, lower_limit and upper_limit: a class begins one last digit above the one
    before it, so that no two share a limit.
    """
    limits = [
        list(enumerate(class_limits(np.sort(figures), int(decimals)), start=1))
        for figures, decimals in zip(measures["figures"], measures["decimals"], strict=True)
    ]
    named = measures.drop(columns=["figures", "decimals"]).astype("string").assign(decimals=measures["decimals"])
    found = named.loc[named.index.repeat([len(each) for each in limits])].reset_index(drop=True)
    rows = [(number, low, high) for each in limits for number, (low, high) in each]
    number, low, high = zip(*rows, strict=True) if rows else ((), (), ())
    return found.assign(
        map_class=np.array(number, dtype=int),
        lower_limit=np.array(low, dtype=float),
        upper_limit=np.array(high, dtype=float),
    )


def class_limits(values: np.ndarray, decimals: int) -> list[tuple[float, float]]:
    """The lowest and the highest figure of each of at most `MAP_CLASSES` classes, the lowest class first.

    `values` sorted, as shown. Fewer classes when there are too few different values; one class when all are equal.
    """
    lowest, highest = values[0], values[-1]
    # An even sample of the sorted values keeps their shape; the exact method is quadratic.
    if len(values) > SAMPLE:
        values = values[np.linspace(0, len(values) - 1, SAMPLE).round().astype(int)]
    count = min(MAP_CLASSES, len(np.unique(values)))
    breaks = jenkspy.jenks_breaks(values, n_classes=count)[1:-1] if count > 1 else []
    # The lowest value is no class of its own: it joins the next.
    ends = [*sorted(set(breaks) - {lowest, highest}), highest]
    # Whole numbers of last digits over a power of ten are the very numbers that `as_shown` gives.
    scale = 10.0**decimals
    begins = [lowest, *((np.rint(end * scale) + 1) / scale for end in ends[:-1])]
    return [(float(low), float(high)) for low, high in zip(begins, ends, strict=True)]
