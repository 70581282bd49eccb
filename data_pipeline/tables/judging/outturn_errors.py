"""One row per outturn with a figure: its standard error, from the best evidence that is published."""

import pandas as pd

from data_pipeline.statistics import evidence

READS = ("judging.outturn_counts",)


def make(outturns: pd.DataFrame) -> pd.DataFrame:
    """Returns: pack, source_id, source_row, standard_error (in the figure's own unit; none where nothing is known)."""
    known = evidence.standard_errors(outturns)
    error = known["se_counts"].fillna(known["se_intervals"]).fillna(known["se_samples"])
    return (
        outturns[["pack", "source_id", "source_row"]]
        .astype({"pack": "string", "source_id": "string"})
        .assign(standard_error=error.astype(float))
    )
