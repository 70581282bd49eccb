"""One row per thing asked by scrutiny whose very day is known: by when it was to be answered.

Two months for the council by law (Local Government Act 2000, section 21B), which counts from the day it received what
was recommended; that is not printed, so the day it was made is taken, and not counted. Twenty working days for a
provider of services as the White Paper of 2006 proposed (paragraph 3.35); the law set no time (SI 2009/1919,
regulation 10).
"""

import holidays
import numpy as np
import pandas as pd

READS = ("marts.pack_scrutiny",)
A_DAY = r"\d{4}-\d{2}-\d{2}"


def make(asked: pd.DataFrame) -> pd.DataFrame:
    """Returns: source_id, source_row, in_20_working_days, in_two_months (days)."""
    known = asked[asked["date"].fillna("").str.fullmatch(A_DAY)]
    day = pd.to_datetime(known["date"])
    return (
        known[["source_id", "source_row"]]
        .astype({"source_id": "string"})
        .assign(
            in_20_working_days=working_days_later(day, 20).astype("datetime64[us]"),
            in_two_months=months_later(day, 2).astype("datetime64[us]"),
        )
    )


def working_days_later(days: pd.Series, count: int) -> pd.Series:
    """The `count`th working day after each of `days` (datetimes): the day itself does not count.

    No working day: Saturday, Sunday, and the bank holidays of England, of which the `holidays` library keeps a list.
    """
    if days.empty:
        return days
    years = range(days.min().year, days.max().year + 2)
    closed = np.array(sorted(holidays.country_holidays("GB", subdiv="ENG", years=years)), dtype="datetime64[D]")
    due = np.busday_offset(days.to_numpy("datetime64[D]"), count, roll="backward", holidays=closed)
    return pd.Series(due.astype("datetime64[us]"), index=days.index)


def months_later(days: pd.Series, count: int) -> pd.Series:
    """The same day `count` months after each of `days` (datetimes), or the month's last where it has no such day."""
    return days + pd.DateOffset(months=count)
