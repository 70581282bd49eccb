"""One row per edition and promise: whether it will be met, as far as its figures can say."""

import numpy as np
import pandas as pd

from data_pipeline.statistics import outlook, years

READS = ("judging.promise_figures", "judging.promise_ends")

KEY = ["pack", "edition", "target"]
ABOUT = ["agreement_code", "area_code", "indicator", "unit", "is_latest_edition", "notice", "polarity", "target_end"]


def make(figures: pd.DataFrame, ends: pd.DataFrame) -> pd.DataFrame:
    """The outlook of each promise of an agreement in each edition, but of targets that need checking.

    Returns: pack, edition, target, agreement_code, area_code, indicator, unit, is_latest_edition, notice, polarity,
    target_end (a day), and the columns of `outlook.outlooks`; since and until are days.
    """
    figures = figures[figures["is_main"]]
    promises = ends.sort_values(KEY, ignore_index=True)
    promises["key"] = np.arange(len(promises))
    extremes = figures.groupby(KEY, as_index=False)["value"].agg(["min", "max"])
    promises = promises.merge(extremes, on=KEY, how="left")
    least = promises[["min", "baseline", "target_value"]].min(axis=1)
    most = promises[["max", "baseline", "target_value"]].max(axis=1)
    # A measure that has been below nought, or a share that has been above 100%, has no such limit.
    promises["lowest"] = np.where(least < 0, np.nan, 0.0)
    promises["highest"] = np.where(promises["unit"].eq("%") & (most <= 100) & (least >= 0), 100.0, np.nan)
    points = figures.merge(promises[[*KEY, "key"]], on=KEY)
    told = promises[["key", "polarity", "t_target", "baseline", "t_baseline", "lowest", "highest"]]
    told = told.assign(target=promises["target_value"])
    found = outlook.outlooks(points[["key", "t", "value", "months", "segment"]], told, promises["as_of"].to_numpy())
    found = found.drop(columns=["key", "polarity", "t_target"]).rename(columns={"target": "target_value"})
    for name in ("since", "until"):
        found[name] = years.as_days(found[name])
    return years.typed(pd.concat([promises[[*KEY, *ABOUT]], found], axis=1), "edition", "since", "until", "target_end")
