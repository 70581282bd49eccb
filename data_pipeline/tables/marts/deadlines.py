"""One row per thing asked by scrutiny whose very day is known: by when the law of 2007 would have it answered."""

import pandas as pd

from data_pipeline.statistics import deadlines

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
            in_20_working_days=deadlines.working_days_later(day, 20).astype("datetime64[us]"),
            in_two_months=deadlines.months_later(day, 2).astype("datetime64[us]"),
        )
    )
