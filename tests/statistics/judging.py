"""One series, or many at once, put to the ladder of directions."""

import pandas as pd
from scipy import stats

from data_pipeline.statistics.direction import directions

Z = stats.norm.ppf(0.975)


def judged(frame: pd.DataFrame) -> dict:
    (row,) = directions(frame).to_dict("records")
    return row


def many(frames):
    """One call for many series, and the answers with their series, in order."""
    frames = [frame.assign(key=number) for number, frame in enumerate(frames)]
    return zip(frames, directions(pd.concat(frames)).to_dict("records"), strict=True)
