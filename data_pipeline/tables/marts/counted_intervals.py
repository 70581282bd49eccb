"""One row per area, series and reporting year with counts: the 95% interval that is worked out from these.

Of a share Wilson's, of a rate the exact one of Poisson; only where counts are the evidence for the figure.
"""

import pandas as pd

from data_pipeline.statistics import evidence

READS = ("judging.yearly_figures",)
MADE = "key area_code, series_id, reporting_year; series by series; in slices of 1,000,000 marts.figures by area_code"


def make(figures: pd.DataFrame) -> pd.DataFrame:
    """Returns: area_code, series_id, reporting_year, counted_lower, counted_upper (in the figure's own unit)."""
    counted = figures[figures["is_counted"].fillna(False).astype(bool)].reset_index(drop=True)
    count, base = counted["numerator"].astype(float), counted["denominator"].astype(float)
    is_share = counted["unit"] == "%"
    limits = zip(evidence.wilson_limits(count, base), evidence.poisson_limits(count, base), strict=True)
    lower, upper = (share.where(is_share, rate) * counted["multiplier"] for share, rate in limits)
    texts = counted[["area_code", "series_id", "reporting_year"]].astype("string")
    return texts.assign(counted_lower=lower.astype(float), counted_upper=upper.astype(float))
