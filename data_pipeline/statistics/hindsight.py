"""What was said of the future, held against what happened."""

import numpy as np
import pandas as pd

from data_pipeline.statistics.evidence import SAME
from data_pipeline.statistics.windows import POLARITIES, SLACK

CAME_TRUE = {
    "likely to be met": True,
    "pace is enough": True,
    "already met": True,
    "likely to be missed": False,
    "pace is not enough": False,
    "going the wrong way": False,
}


def held_against(said: pd.DataFrame, happened: pd.DataFrame) -> pd.DataFrame:
    """Each past outlook beside the figure for its target date.

    `said`: rows as `outlook.outlooks` returns them, of any number of editions. `happened`: key, t (end
    of the period, in years), value; the figure within half a month of the target date counts.

    Returns the rows of `said` for whose target date there is a figure, with outcome, error (projected less outcome),
    error_of_no_change (last figure then less outcome), is_nearer (than no change, ties are not), is_inside (the 80%
    interval, its ends included), was_met (ties are), was_right (of a verdict that said which way). Missing where the
    outlook said nothing. Sizes are in the indicator's own unit.
    """
    happened = happened[np.isfinite(happened["value"])].rename(columns={"t": "t_outcome", "value": "outcome"})
    pairs = said.reset_index(names="said").merge(happened[["key", "t_outcome", "outcome"]], on="key")
    pairs["late"] = (pairs["t_outcome"] - pairs["t_target"]).abs()
    pairs = pairs[pairs["late"] <= SLACK].sort_values(["said", "late", "t_outcome"], kind="stable")
    pairs = pairs.drop_duplicates("said").drop(columns=["said", "late", "t_outcome"]).reset_index(drop=True)

    pairs["error"] = pairs["projected"] - pairs["outcome"]
    pairs["error_of_no_change"] = pairs["last_value"] - pairs["outcome"]
    nearer = pairs["error"].abs() < pairs["error_of_no_change"].abs()
    pairs["is_nearer"] = nearer.astype("boolean").mask(pairs["error"].isna())
    inside = (pairs["projected_lower"] <= pairs["outcome"]) & (pairs["outcome"] <= pairs["projected_upper"])
    pairs["is_inside"] = inside.astype("boolean").mask(pairs["projected_lower"].isna())
    good = pairs["polarity"].map(POLARITIES).astype(float)  # Of no pairs it would be texts.
    noise = SAME * np.maximum(pairs["outcome"].abs(), pairs["target"].abs())
    met = good * (pairs["outcome"] - pairs["target"]) >= -noise
    pairs["was_met"] = met.astype("boolean").mask((good == 0) | pairs["target"].isna())
    pairs["was_right"] = pairs["verdict"].map(CAME_TRUE).astype("boolean") == pairs["was_met"]
    return pairs


def track_record(held: pd.DataFrame) -> pd.DataFrame:
    """How good the outlooks of each rule have been.

    `held`: from `held_against`. Returns one row per rule: outlooks, inside_pct (of those with an interval; 80 is what
    was promised), nearer_pct (nearer the outcome than no change would have been), right_pct (of those that said which
    way). Missing where there are none. No sizes: units differ.
    """
    record = held.groupby("rule", as_index=False).agg(outlooks=("key", "size"))
    for name, column in (("inside_pct", "is_inside"), ("nearer_pct", "is_nearer"), ("right_pct", "was_right")):
        shares = held.groupby("rule")[column].mean() * 100
        record[name] = record["rule"].map(shares).astype(float)
    return record
