"""One row per two yearly figures of a measure that was asked about: whether the second differs by more than chance.

Each with each later one, for which stand before and since a thing that was asked depends on the day of the page.
"""

import pandas as pd

from data_pipeline.statistics import differences, direction

READS = ("judging.asked_pairs",)
PAIR = ["before_id", "before_row", "since_id", "since_row", "has_break"]


def make(points: pd.DataFrame) -> pd.DataFrame:
    """Tests the two figures of each pair, by the same rules as a direction of two points.

    Returns: before_id, before_row, since_id, since_row, has_break (it was counted otherwise in between), p_value,
    is_clear (missing where there is no test), reason (why there is none).
    """
    pairs = points.groupby("pair")
    about = pairs[PAIR].first()
    segment = pairs.cumcount() * points["has_break"]
    # Which way is better makes no difference to how sure a change is.
    judged = direction.directions(points.assign(key=points["pair"], polarity="neither", segment=segment))
    judged = judged.set_index("key")
    found = about.join(judged[["p_value", "reason"]])
    found["is_clear"] = pd.array(differences.is_clear(found["p_value"].to_numpy()), "boolean")
    found.loc[found["p_value"].isna(), "is_clear"] = pd.NA
    return found.reset_index(drop=True).astype({"reason": "string"})
