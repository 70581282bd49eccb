"""One row per edition, promise and length of period: its direction of travel and the test.

Of the figures as each edition of its agreement knew them. Figures of one length of period are judged together, never
across a break that the pack names.
"""

import numpy as np
import pandas as pd

from data_pipeline.statistics import direction, years

READS = ("judging.promise_figures", "judging.promise_ends")

KEY = ["pack", "edition", "target"]
ABOUT = ["agreement_code", "area_code", "indicator", "unit", "is_latest_edition", "notice"]


def make(figures: pd.DataFrame, ends: pd.DataFrame) -> pd.DataFrame:
    """The direction of travel of each promise in each edition, of each length of period that is judged.

    Returns: pack, edition, target, agreement_code, area_code, indicator, unit, is_latest_edition, notice, months,
    is_main (the length by which the promise is judged), and the columns of `direction.directions`; since and until
    are days, since_year and reporting_year their periods in words, and the slope is change_per_year, as in
    marts.directions.
    """
    figures = figures[figures["is_main"] | (figures["figures"] >= direction.XMR_POINTS)]
    figures = figures.sort_values([*KEY, "months", "t"], ignore_index=True)
    keys = figures.groupby([*KEY, "months"], sort=False).ngroup()
    aims = figures[KEY].merge(ends, on=KEY, how="left")["target_value"].to_numpy(dtype=float)
    points = figures.assign(
        key=keys,
        # What a year is to count up to is no aim for a quarter; a share is.
        target=np.where(figures["is_proportion"].eq(True), aims, np.nan),
    )
    judged = direction.directions(points)
    about = figures.groupby(keys)[[*KEY, *ABOUT, "months", "is_main"]].first()
    labels = points.set_index(["key", "t"])["period_label"]
    for name, year in (("since", "since_year"), ("until", "reporting_year")):
        judged[year] = labels.reindex(pd.MultiIndex.from_frame(judged[["key", name]])).to_numpy()
        judged[name] = years.as_days(judged[name])
    judged = judged.rename(columns={"slope": "change_per_year"})
    found = about.merge(judged, left_index=True, right_on="key").drop(columns="key")
    return years.typed(found, "edition", "since", "until")
