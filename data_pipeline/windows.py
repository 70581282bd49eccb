"""Series as they are judged: in order of time, since their last break, as far back as each can be compared."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_pipeline import uncertainty

POLARITIES = {"higher": 1, "lower": -1, "neither": 0}
NUMBERS = ("months", "lower", "upper", "numerator", "denominator", "multiplier", "sample_size", "target")
# At most so many points are judged. Fingertips judges the latest five yearly ones; so do we, to be comparable.
FEW, SHORT = 5, 11
# In years. A period may start half a month before the one before it ends; a year may be a month longer or shorter;
# points no farther apart than this are quarterly or monthly.
SLACK, YEAR_SLACK, SHORT_STEP = 1 / 24, 1 / 12, 0.3


@dataclass(frozen=True)
class Windows:
    """Many series. `table`: their points, in order of series and time; `facts`: one row per series.

    table: code (row of `facts`), t, value, target, multiplier, is_share (1, 0 or missing), from_end (0 is the latest),
    se, count, base (of the evidence chosen).
    facts: key, good (1, -1, 0), number (points since the last break), has_break, judged (how many of the latest),
    evidence, is_short (quarterly or monthly), is_yearly (the latest five are a year apart as a rule), has_gap (not all
    of these five are), overlaps (periods of judged points do), overlaps_ever (any do), has_no_error (nothing is known
    of the chance in the latest two points), has_zero_error (an interval of these has no width).
    """

    table: pd.DataFrame
    facts: pd.DataFrame

    def rows(self, series: np.ndarray, width: int) -> np.ndarray:
        """Which rows of `table` the latest `width` points of each series are, the latest last; -1 where not judged."""
        end = self.facts["number"].to_numpy().cumsum()[series, None]
        from_end = np.arange(width - 1, -1, -1)
        return np.where(from_end < self.facts["judged"].to_numpy()[series, None], end - 1 - from_end, -1)

    def matrix(self, column: str, rows: np.ndarray) -> np.ndarray:
        """The values of a column at `rows`, missing where there is no row."""
        return np.append(self.table[column].to_numpy(dtype=float), np.nan)[rows]


def read(points: pd.DataFrame) -> Windows:
    """Sort, check and cut `points`, described in `direction.directions`. Raises ValueError for what cannot be meant."""
    code, keys = pd.factorize(points["key"])
    if (code < 0).any():
        raise ValueError("a point has no key")
    table = since_the_last_break(checked(points, code))
    facts = pd.DataFrame({"key": keys, "number": np.bincount(table["code"], minlength=len(keys))})
    good = pd.Series(points["polarity"].map(POLARITIES).to_numpy()).groupby(code).agg(["min", "max"])
    if (good["min"] != good["max"]).any():
        raise ValueError(f"{keys[int(np.argmax(good['min'] != good['max']))]!r} has two polarities")
    facts["good"] = good["min"].astype(int)

    series = table.groupby("code")
    table["from_end"] = series.cumcount(ascending=False)
    table["step"] = series["t"].diff()
    table["overlaps"] = table["step"] < table["months"] / 12 - SLACK
    facts = facts.join(
        series.agg(has_break=("has_break", "any"), step=("step", "median"), overlaps_ever=("overlaps", "any"))
    )
    facts["is_short"] = facts["step"] <= SHORT_STEP
    steps = table[table["from_end"] < FEW - 1].groupby("code")["step"].agg(["median", "min", "max"])
    steps = steps.reindex(facts.index)
    facts["is_yearly"] = (facts["number"] >= FEW) & ((steps["median"] - 1).abs() <= YEAR_SLACK)
    facts["has_gap"] = (steps["min"] < 1 - YEAR_SLACK) | (steps["max"] > 1 + YEAR_SLACK)
    return Windows(*with_errors(table, facts))


def checked(points: pd.DataFrame, code: np.ndarray) -> pd.DataFrame:
    """The columns of `points` as numbers, with missing ones added; only points with a value."""
    if unknown := set(points["polarity"].unique()) - set(POLARITIES):
        raise ValueError(f"polarity is higher, lower or neither, not {', '.join(map(repr, unknown))}")
    table = pd.DataFrame({"code": code, "segment": points["segment"].to_numpy() if "segment" in points else 0})
    for name in ("t", "value", *NUMBERS):
        table[name] = points[name].to_numpy(dtype=float, na_value=np.nan) if name in points else np.nan
    table["is_proportion"] = points["is_proportion"].to_numpy() if "is_proportion" in points else None
    keys = points["key"]
    if (timeless := ~np.isfinite(table["t"])).any():
        raise ValueError(f"{keys.iloc[int(timeless.argmax())]!r} has a point without time")
    table = table[np.isfinite(table["value"])]
    if (twice := table.duplicated(["code", "t"])).any():
        raise ValueError(f"{keys.iloc[int(twice.idxmax())]!r} has two points at {table['t'][twice.idxmax()]}")
    return table.sort_values(["code", "t"], ignore_index=True)


def since_the_last_break(table: pd.DataFrame) -> pd.DataFrame:
    """Points of each series' last segment. A new length of period is a break: a quarter's figure is not a year's."""
    before = table.shift()
    same_length = (table["months"] == before["months"]) | (table["months"].isna() & before["months"].isna())
    same = (table["segment"] == before["segment"]) & same_length
    is_break = (table["code"] == before["code"]) & ~same
    segment = is_break.cumsum()
    table["has_break"] = is_break.groupby(table["code"]).transform("any")
    return table[segment == segment.groupby(table["code"]).transform("last")].reset_index(drop=True)


def with_errors(table: pd.DataFrame, facts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Say how many points can be judged, by which evidence, and with which errors.

    Judged are the latest points as far back as each has an error of any kind; a latest point without one leaves only
    values. Where all judged points share a kind of evidence it is used for all: counts, else intervals, else sample
    sizes; where they do not, each point uses the first it has.
    """
    table = table.join(uncertainty.standard_errors(table))
    table["is_share"] = table["is_proportion"].astype("boolean").to_numpy(dtype=float, na_value=np.nan)
    errors = {"counts": "se_counts", "intervals": "se_intervals", "sample sizes": "se_samples"}
    has = pd.DataFrame({name: table[column] > 0 for name, column in errors.items()})
    unknown = table[~has.any(axis=1)].groupby("code")["from_end"].min()
    known = unknown.reindex(facts.index).fillna(facts["number"]).astype(int)
    facts["has_no_error"] = known < 2
    facts["judged"] = np.minimum(facts["number"].where(known < 2, known), np.where(facts["is_short"], SHORT, FEW))

    judged = table["from_end"] < facts["judged"].to_numpy()[table["code"]]
    within = judged & (table["from_end"] < facts["judged"].to_numpy()[table["code"]] - 1)
    facts["overlaps"] = (within & table["overlaps"]).groupby(table["code"]).any()
    zero = (table["from_end"] < 2) & (table["se_intervals"] == 0) & ~has.any(axis=1)
    facts["has_zero_error"] = zero.groupby(table["code"]).any()
    flags = ["has_break", "overlaps_ever", "overlaps", "has_zero_error"]
    facts[flags] = facts[flags].astype("boolean").fillna(False).astype(bool)

    shared = has[judged].groupby(table["code"][judged]).all().reindex(facts.index, fill_value=False)
    facts["evidence"] = np.select([shared[name] for name in errors], list(errors), "mixed")
    facts.loc[facts["has_no_error"], "evidence"] = None
    evidence = facts["evidence"].to_numpy()[table["code"]]
    first = table["se_counts"].where(has["counts"], table["se_intervals"].where(has["intervals"], table["se_samples"]))
    table["se"] = np.select([evidence == name for name in errors], [table[column] for column in errors.values()], first)
    for column in ("count", "base"):
        table[column] = np.where(evidence == "sample sizes", table[f"sample_{column}"], table[column])
    return table, facts
