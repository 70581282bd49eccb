"""Series as `direction.directions` takes them, made from a few numbers."""

import numpy as np
import pandas as pd


def points(values, key="a", polarity="higher", step=1.0, months=12, **columns) -> pd.DataFrame:
    """One series whose last period ends in 2011.25; `half` gives 95% limits so far from each value."""
    values = np.array(values, dtype=float)
    frame = pd.DataFrame({"value": values, "t": 2011.25 - step * np.arange(len(values))[::-1]})
    frame["key"], frame["polarity"], frame["months"] = key, polarity, months
    if (half := columns.pop("half", None)) is not None:
        frame["lower"], frame["upper"] = values - np.array(half), values + np.array(half)
    return frame.assign(**columns)


def shares(count, base, **columns) -> pd.DataFrame:
    count, base = np.array(count, dtype=float), np.array(base, dtype=float)
    given = {"numerator": count, "denominator": base, "is_counted": True, "is_proportion": True, "multiplier": 100.0}
    return points(count / base * 100, **(given | columns))


def rates(count, base, **columns) -> pd.DataFrame:
    count, base = np.array(count, dtype=float), np.array(base, dtype=float)
    given = {"numerator": count, "denominator": base, "is_counted": True, "is_proportion": False, "multiplier": 1000.0}
    return points(count / base * 1000, **(given | columns))
