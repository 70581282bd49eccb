"""One row per agreement, measure and map class: its limits, the same in every year.

As `map_classes`, over the outturns that the papers give for the districts of an agreement.
"""

import pandas as pd

from data_pipeline.statistics.natural_breaks import classes

READS = ("judging.promise_map_figures",)
MADE = "key agreement_code, indicator, map_class"


def make(measures: pd.DataFrame) -> pd.DataFrame:
    """Returns: agreement_code, indicator, decimals (as shown), map_class, lower_limit, upper_limit, notice."""
    columns = ["agreement_code", "indicator", "decimals", "map_class", "lower_limit", "upper_limit", "notice"]
    return classes(measures)[columns]
