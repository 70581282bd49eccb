"""Days as years and back: a year is a step of one, a day 1 / 365.25 of it; as the macro `in_years`."""

import pandas as pd

START, FIRST_YEAR = pd.Timestamp("2000-01-01"), 2000


def as_days(years: pd.Series) -> pd.Series:
    """The days that stand for these years; none where there is none."""
    return START + pd.to_timedelta(((years.astype(float) - FIRST_YEAR) * 365.25).round(), unit="D")


def typed(frame: pd.DataFrame, *days: str) -> pd.DataFrame:
    """Each column of one type however many rows there are: a column of nothing would be one of numbers."""
    dates = dict.fromkeys(days, "date32[pyarrow]")
    texts = {name: "string" for name, kind in frame.dtypes.items() if kind.name in ("object", "str")}
    return frame.astype(texts | dates)
