"""The direction of travel and the outlook of every promise, as each edition of its agreement knew them.

The statistics are `direction`, `outlook` and `hindsight`; here they are given the figures of promises. Figures of one
length of period are judged together, never across a break that the pack names.
"""

import duckdb
import numpy as np
import pandas as pd

from data_pipeline.statistics import direction, hindsight, outlook

KEY = ["pack", "edition", "target"]
ABOUT = ["agreement_code", "area_code", "indicator", "unit", "is_latest_edition", "notice"]
DAYS = ("edition", "since", "until", "target_end")


def promise_directions(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The direction of travel of each promise in each edition, of each length of period that is judged.

    Returns: pack, edition, target, agreement_code, area_code, indicator, unit, is_latest_edition, notice, months,
    is_main (the length by which the promise is judged), and the columns of `direction.directions`; since and until
    are days, since_year and reporting_year their periods in words, and the slope is change_per_year, as in
    marts.directions.
    """
    figures = con.execute(
        """
        select * from marts.promise_figures where is_main or figures >= ?
        order by pack, edition, target, months, t
        """,
        [direction.XMR_POINTS],
    ).df()
    keys = figures.groupby([*KEY, "months"], sort=False).ngroup()
    is_share = figures["unit"].eq("%") & figures["value"].between(0, 100)
    aims = (
        figures[KEY]
        .merge(con.table("marts.promise_ends").df(), on=KEY, how="left")["target_value"]
        .to_numpy(dtype=float)
    )
    points = figures.assign(
        key=keys,
        is_proportion=is_share.where(figures["unit"].notna()),
        multiplier=np.where(is_share, 100.0, np.nan),
        # What a year is to count up to is no aim for a quarter; a share is.
        target=np.where(is_share, aims, np.nan),
    )
    judged = direction.directions(points) if len(points) else _nothing(direction.directions)
    about = figures.groupby(keys)[[*KEY, *ABOUT, "months", "is_main"]].first()
    labels = points.set_index(["key", "t"])["period_label"]
    for name, year in (("since", "since_year"), ("until", "reporting_year")):
        judged[year] = labels.reindex(pd.MultiIndex.from_frame(judged[["key", name]])).to_numpy()
    judged = judged.rename(columns={"slope": "change_per_year"})
    return _dated(about.merge(judged, left_index=True, right_on="key").drop(columns="key"))


def promise_outlooks(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The outlook of each promise of an agreement in each edition, but of targets that need checking.

    Returns: pack, edition, target, agreement_code, area_code, indicator, unit, is_latest_edition, notice, target_end
    (a day), and the columns of `outlook.outlooks`; since and until are days.
    """
    figures = con.execute("select * from marts.promise_figures where is_main").df()
    promises = con.execute("from marts.promise_ends order by pack, edition, target").df()
    if promises.empty:
        return _dated(promises.assign(**_nothing(outlook.outlooks).iloc[:0]))
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
    return _dated(pd.concat([promises[[*KEY, *ABOUT, "polarity", "target_end"]], found], axis=1))


def promise_hindsight(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Every outlook of an earlier edition whose target date has a figure by now, held against it.

    Returns: pack, edition, target, agreement_code, indicator, notice, rule, verdict, last_value, projected,
    projected_lower, projected_upper, target_value, outcome, and the columns that `hindsight.held_against` adds.
    """
    said = con.execute(
        """
        select *, in_years(target_end) as t_target, format('{} {}', pack, target) as key, target as promise
        from marts.promise_outlooks
        where rule in ('outlook.projection_80', 'outlook.pace', 'outlook.met')
        -- Said once, however many editions repeat it.
        qualify row_number() over (partition by pack, target, until, target_value, last_value order by edition) = 1
        order by pack, edition, target
        """
    ).df()
    happened = con.execute(
        """
        select t, value, format('{} {}', pack, target) as key
        from marts.promise_figures where is_main and is_latest_edition
        """
    ).df()
    held = hindsight.held_against(said.assign(target=said["target_value"]), happened)
    held["target"] = held["promise"]
    columns = [
        *KEY, "agreement_code", "indicator", "unit", "notice", "rule", "verdict", "until", "last_value", "projected",
        "projected_lower", "projected_upper", "target_value", "outcome", "error", "error_of_no_change", "is_nearer",
        "is_inside", "was_met", "was_right",
    ]  # fmt: skip
    return _texts(held[columns])


def outlook_record(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """How good the outlooks of each rule have been, real agreements and worked examples apart.

    Returns: is_example, and the columns of `hindsight.track_record`.
    """
    held = con.execute("select *, notice is not null as is_example, target as key from marts.promise_hindsight").df()
    for name in ("is_inside", "is_nearer", "was_right"):
        held[name] = held[name].astype("boolean")
    parts = [
        hindsight.track_record(held[held["is_example"] == is_example]).assign(is_example=is_example)
        for is_example in (False, True)
    ]
    return _texts(pd.concat(parts, ignore_index=True)).astype({"is_example": bool})


def _nothing(judge) -> pd.DataFrame:
    """The columns of a judgement of no figure."""
    none = pd.DataFrame({"key": [0], "t": [2000.0], "value": [np.nan], "polarity": ["neither"], "target": [np.nan]})
    found = judge(none) if judge is direction.directions else judge(none, none.assign(t_target=np.nan))
    return found.iloc[:0].drop(columns=[] if judge is direction.directions else ["key", "polarity", "target"])


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    """Years as the days they stand for."""
    for name in ("since", "until"):
        days = pd.to_timedelta(((frame[name].astype(float) - 2000) * 365.25).round(), unit="D")
        frame[name] = pd.Timestamp("2000-01-01") + days
    return _texts(frame)


def _texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Each column of one type however many rows there are: a column of nothing would be one of numbers."""
    days = {name: "date32[pyarrow]" for name in DAYS if name in frame}
    texts = {name: "string" for name, kind in frame.dtypes.items() if kind.name in ("object", "str")}
    return frame.astype(texts | days)
