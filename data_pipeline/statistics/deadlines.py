"""When an answer falls due: so many working days, or months, after the day that it was asked for."""

import holidays
import numpy as np
import pandas as pd


def working_days_later(days: pd.Series, count: int) -> pd.Series:
    """The `count`th working day after each of `days` (datetimes; none stays none): the day itself does not count.

    No working day: Saturday, Sunday, and the bank holidays of England, of which the `holidays` library keeps a list.
    """
    known = days.dropna()
    if known.empty:
        return days
    years = range(known.min().year, known.max().year + 2)
    closed = np.array(sorted(holidays.country_holidays("GB", subdiv="ENG", years=years)), dtype="datetime64[D]")
    due = np.busday_offset(known.to_numpy("datetime64[D]"), count, roll="backward", holidays=closed)
    return pd.Series(due.astype("datetime64[us]"), index=known.index).reindex(days.index)


def months_later(days: pd.Series, count: int) -> pd.Series:
    """The same day `count` months after each of `days` (datetimes), or the month's last where it has no such day."""
    return days + pd.DateOffset(months=count)
