"""One row per area, series and reporting year: which way the figures went up to it, by which rule.

The judging is `direction`'s. Here it is told which figures belong together: those of one area and series, of years of
figures one after another, up to the year of the card and never beyond it, since the last break.
"""

import numpy as np
import pandas as pd
import pyarrow as pa

from data_pipeline.statistics import direction, windows

READS = ("judging.yearly_figures",)
MADE = "key area_code, series_id, reporting_year; series by series; in slices of 150,000 marts.figures by area_code"

Array = np.ndarray

START = "2007/08"  # The year before the agreements: changes since then are told on every card.

TEXTS = ("area_code", "series_id", "indicator", "reporting_year", "period")
# What is kept of a direction, and under which names of the change since the year before the agreements.
KEPT_TEXTS = ("rule", "evidence", "verdict", "reason", "verdict_95", "fingertips_verdict", "fingertips_reason")
KEPT_NUMBERS = ("change", "slope", "statistic", "p_value", "smallest_detectable", "statistic_95")
SINCE_START_TEXTS = ("rule", "verdict", "reason")
SINCE_START_NUMBERS = ("statistic", "p_value", "smallest_detectable")
# Why nothing is known of the chance in a series' figures is the series' own; else some of them carry it, and some not.
OF_THE_SERIES = ("no interval, count or sample size", "complete count")


def make(figures: pd.DataFrame) -> pa.Table:
    """The direction at every figure that stands for a reporting year of the cards.

    `figures`: judging.yearly_figures, in order of area, series and time.

    Of the latest five yearly figures, as `direction.directions` judges them, up to this one. Another territory's
    figure, a period of another length and a publisher's word that a figure cannot be set beside earlier ones are
    breaks. One figure stands for a year, so there are never twelve in a row less than a year apart.

    Returns, by area, series and year: area_code, series_id, indicator, reporting_year, period, since_year (of the
    first figure judged), points (since the last break), points_judged, has_break, then `KEPT_TEXTS` and
    `KEPT_NUMBERS` as `direction.directions` has them, change_per_year (its slope), and the change from
    2007/08 to this figure by the rules for two points: start_rule, start_verdict, start_reason,
    start_statistic, start_p_value, start_smallest_detectable (none where there is no such figure, or it is this one).
    """
    points = as_points(figures)
    series = figures.groupby(["area_code", "series_id"], sort=False, observed=True).ngroup().to_numpy()
    count = _since_the_break(series, points["segment"].to_numpy(), points["months"].to_numpy())
    asked = np.flatnonzero(figures["is_asked"].to_numpy(bool))
    windows_of = _latest(count)[asked]

    start = _start_of_each(series, figures["reporting_year"].to_numpy())
    since = asked[(start[asked] >= 0) & (start[asked] < asked)]
    pairs = np.full((len(since), windows.FEW), -1)
    pairs[:, -2], pairs[:, -1] = start[since], since
    found = direction.directions_of(points, np.vstack([windows_of, pairs]))
    margin = figures["margin"].astype(object).replace(["interval", "counts"], "not for every figure").to_numpy()
    is_its_own = found["reason"].isin(OF_THE_SERIES)
    found["reason"] = found["reason"].mask(is_its_own, pd.Series(margin[np.concatenate([asked, since])]))
    now, then = found.iloc[: len(asked)], found.iloc[len(asked) :].reset_index(drop=True)
    place = np.full(len(figures), -1)
    place[since] = np.arange(len(since))
    return _typed(figures, series, asked, count, now, then, place[asked])


def as_points(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures as `direction.directions` takes its points."""
    # A break that the publisher notes begins a run of its own: it counts up wherever one is noted.
    noted = figures["is_noted_break"].to_numpy(bool).cumsum()
    known = ["lower", "upper", "numerator", "denominator", "is_counted", "sample_size", "multiplier", "is_complete"]
    return figures[["t", "months", "value", "shown", "polarity", *known]].assign(
        segment=pd.factorize(figures["territory"])[0] + noted * (figures["territory"].nunique() + 1),
        is_proportion=(figures["unit"] == "%").to_numpy(bool),
    )


def _since_the_break(series: Array, segment: Array, months: Array) -> Array:
    """For each figure how many there are of its series up to it, itself one, since the last break."""
    place = np.arange(len(series))
    is_first = np.ones(len(series), dtype=bool)
    for column in (series, segment, months):
        is_first[1:] &= column[1:] == column[:-1]
    is_first = ~is_first
    is_first[:1] = True
    return place - np.maximum.accumulate(np.where(is_first, place, 0)) + 1


def _latest(count: Array) -> Array:
    """The places of the latest figures up to each, as many as are judged; -1 where there are fewer."""
    back = np.arange(windows.FEW - 1, -1, -1)
    return np.where(back < count[:, None], np.arange(len(count))[:, None] - back, -1)


def _start_of_each(series: Array, years: Array) -> Array:
    """For each figure the place of its series' figure for the year before the agreements; -1 without one."""
    is_start = np.flatnonzero(years == START)
    of_series = np.full(series.max(initial=-1) + 1, -1)
    of_series[series[is_start]] = is_start
    return of_series[series]


def _typed(
    figures: pd.DataFrame, series: Array, asked: Array, count: Array, now: pd.DataFrame, then: pd.DataFrame,
    pair: Array,
) -> pa.Table:  # fmt: skip
    """The columns of the table in their order; what says few different things is kept as numbers of those things."""
    judged_count = now["points_judged"].to_numpy(int)
    before = np.arange(len(figures)) - count
    has_break = (before >= 0) & (series[before] == series)

    def texts(column: pd.Series | Array) -> pa.Array:
        return pa.array(column, pa.string(), from_pandas=True).dictionary_encode()

    def of_pair(column: pd.Series) -> Array:
        values = np.append(column.to_numpy(), None if column.dtype == object else np.nan)
        return values[pair]

    columns = {name: texts(figures[name].iloc[asked]) for name in TEXTS}
    columns["since_year"] = texts(figures["reporting_year"].iloc[asked - judged_count + 1])
    columns |= {"points": pa.array(count[asked]), "points_judged": pa.array(judged_count)}
    columns["has_break"] = pa.array(has_break[asked])
    columns |= {name: texts(now[name]) for name in KEPT_TEXTS}
    for name in KEPT_NUMBERS:
        columns["change_per_year" if name == "slope" else name] = pa.array(now[name], from_pandas=True)
    columns |= {f"start_{name}": texts(of_pair(then[name])) for name in SINCE_START_TEXTS}
    for name in SINCE_START_NUMBERS:
        columns[f"start_{name}"] = pa.array(of_pair(then[name].astype(float)), from_pandas=True)
    return pa.table(columns)
