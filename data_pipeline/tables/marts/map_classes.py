"""One row per series and map class: its limits, the same in every year.

Natural breaks over the figures of every district and every year together, so that one colour means the same in any
year. 1 is the lowest class. Limits are figures as shown, and a figure as shown lies between those of one class, both
included.
"""

import pandas as pd

from data_pipeline.statistics.natural_breaks import classes

READS = ("judging.map_figures",)
MADE = "key series_id, map_class; series by series"


def make(series: pd.DataFrame) -> pd.DataFrame:
    """Returns: series_id, map_class, lower_limit, upper_limit."""
    return classes(series).drop(columns="decimals")
