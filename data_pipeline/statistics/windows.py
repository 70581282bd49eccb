"""Series as they are judged: in order of time, since their last break, as far back as each can be compared."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_pipeline.statistics import evidence

POLARITIES = {"higher": 1, "lower": -1, "neither": 0}
NUMBERS = ("months", "shown", "lower", "upper", "numerator", "denominator", "multiplier", "sample_size", "target")
# What is of no more use once the errors are known.
KNOWN_BY_ERRORS = ["lower", "upper", "numerator", "denominator", "sample_size", "is_proportion", "is_counted"]
# At most so many points are judged. Fingertips judges the latest five yearly ones; so do we, to be comparable.
FEW, SHORT = 5, 11
# In years. A period may start half a month before the one before it ends; a year may be a month longer or shorter;
# points no farther apart than this are quarterly or monthly.
SLACK, YEAR_SLACK, SHORT_STEP = 1 / 24, 1 / 12, 0.3


@dataclass(frozen=True)
class Windows:
    """Many series. `table`: their points, in order of series and time; `facts`: one row per series.

    table: code (row of `facts`), t, value, shown, target, multiplier, is_share (1, 0 or missing), from_end (0 is the
    latest), se, count, base (of the evidence chosen).
    facts: key, good (1, -1, 0), number (points since the last break), has_break, judged (how many of the latest),
    evidence, is_complete (a count of everything), is_short (quarterly or monthly), is_yearly (the latest five are a
    year apart as a rule), has_gap (not all of these five are), overlaps (periods of judged points do), overlaps_ever
    (any do), has_no_error (nothing is known of the chance in the latest two points), has_zero_error (an interval of
    these has no width).
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
    good = pd.Series(points["polarity"].map(POLARITIES).to_numpy()).groupby(code).agg(["min", "max"])
    table = checked(points, code)
    if (good["min"] != good["max"]).any():
        raise ValueError(f"{keys[int(np.argmax(good['min'] != good['max']))]!r} has two polarities")
    return arranged(table.join(errors_of(table)), keys, good["min"].to_numpy(int))


def chosen(points: pd.DataFrame, rows: np.ndarray) -> Windows:
    """Windows of chosen points, each series one row of the matrix `rows`: where in `points` its points are.

    The latest is in the last column; -1 stands for no point. A point may be in many windows, and what is known of the
    chance in it is worked out once. Here every point has a value and a time. Raises ValueError where not, where a
    window is out of order, and for an unknown polarity.
    """
    numbers = as_numbers(points)
    if not np.isfinite(numbers[["t", "value"]].to_numpy()).all():
        raise ValueError("a point has no time or no value")
    is_point = rows >= 0
    numbers = numbers.join(errors_of(numbers)).drop(columns=KNOWN_BY_ERRORS)
    # Column by column: taking rows of a whole frame is five times slower.
    places = rows[is_point]
    columns = {name: numbers[name].to_numpy()[places] for name in numbers}
    table = pd.DataFrame({"code": np.nonzero(is_point)[0], **columns}, copy=False)
    if ((table["code"].diff() == 0) & (table["t"].diff() <= 0)).any():
        raise ValueError("the points of a window are not in order of time")
    good = points["polarity"].map(POLARITIES).to_numpy()[rows[:, -1]]
    return arranged(table, pd.RangeIndex(len(rows)), good.astype(int))


def arranged(table: pd.DataFrame, keys: pd.Index, good: np.ndarray) -> Windows:
    """The windows of sorted points with their errors, and what there is to know of each series."""
    table = since_the_last_break(table)
    facts = pd.DataFrame({"key": keys, "number": np.bincount(table["code"], minlength=len(keys)), "good": good})
    facts["is_complete"] = np.bincount(table["code"], table["is_complete"], len(keys)) > 0

    series = table.groupby("code")
    table["from_end"] = series.cumcount(ascending=False)
    table["step"] = series["t"].diff()
    table["overlaps"] = table["step"] < table["months"] / 12 - SLACK
    facts = facts.join(
        series.agg(has_break=("has_break", "any"), step=("step", "median"), overlaps_ever=("overlaps", "any"))
    )
    facts["is_short"] = facts["step"] <= SHORT_STEP
    steps = table.loc[table["from_end"] < FEW - 1, ["code", "step"]]
    steps = steps.groupby("code")["step"].agg(["median", "min", "max"])
    steps = steps.reindex(facts.index)
    facts["is_yearly"] = (facts["number"] >= FEW) & ((steps["median"] - 1).abs() <= YEAR_SLACK)
    facts["has_gap"] = (steps["min"] < 1 - YEAR_SLACK) | (steps["max"] > 1 + YEAR_SLACK)
    return Windows(*as_judged(table, facts))


def checked(points: pd.DataFrame, code: np.ndarray) -> pd.DataFrame:
    """The columns of `points` as numbers, in order of series and time; only points with a value."""
    table, keys = as_numbers(points), points["key"]
    table.insert(0, "code", code)
    if (timeless := ~np.isfinite(table["t"])).any():
        raise ValueError(f"{keys.iloc[int(timeless.argmax())]!r} has a point without time")
    table = table[np.isfinite(table["value"])]
    if (twice := table.duplicated(["code", "t"])).any():
        raise ValueError(f"{keys.iloc[int(twice.idxmax())]!r} has two points at {table['t'][twice.idxmax()]}")
    return table.sort_values(["code", "t"], ignore_index=True)


def as_numbers(points: pd.DataFrame) -> pd.DataFrame:
    """The columns of `points` as numbers, with missing ones added."""
    if unknown := set(points["polarity"].unique()) - set(POLARITIES):
        raise ValueError(f"polarity is higher, lower or neither, not {', '.join(map(repr, unknown))}")
    table = pd.DataFrame({"segment": points["segment"].to_numpy() if "segment" in points else np.zeros(len(points))})
    for name in ("t", "value", *NUMBERS):
        table[name] = points[name].to_numpy(dtype=float, na_value=np.nan) if name in points else np.nan
    table["shown"] = table["shown"].fillna(table["value"])
    for name in ("is_proportion", "is_counted"):
        table[name] = points[name].to_numpy() if name in points else None
    table["is_complete"] = points["is_complete"].to_numpy(bool) if "is_complete" in points else False
    return table


def errors_of(table: pd.DataFrame) -> pd.DataFrame:
    """What is known of the chance in each point, as `evidence.standard_errors` has it, and whether it is a share."""
    is_share = table["is_proportion"].astype("boolean").to_numpy(dtype=float, na_value=np.nan)
    return evidence.standard_errors(table).assign(is_share=is_share)


def since_the_last_break(table: pd.DataFrame) -> pd.DataFrame:
    """Points of each series' last segment. A new length of period is a break: a quarter's figure is not a year's."""
    code, segment, months = (table[name].to_numpy() for name in ("code", "segment", "months"))
    is_break = np.zeros(len(table), dtype=bool)
    is_new_length = (months[1:] != months[:-1]) & ~(np.isnan(months[1:]) & np.isnan(months[:-1]))
    is_break[1:] = (code[1:] == code[:-1]) & ((segment[1:] != segment[:-1]) | is_new_length)
    count = is_break.cumsum()
    last = np.searchsorted(code, code, side="right") - 1
    table["has_break"] = is_break.any() and pd.Series(is_break).groupby(code).transform("any").to_numpy()
    return table[count == count[last]].reset_index(drop=True) if is_break.any() else table


def as_judged(table: pd.DataFrame, facts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Say how many points can be judged, by which evidence, and with which errors.

    Judged are the latest points as far back as each has an error of any kind; a latest point without one leaves only
    values. Where all judged points share a kind of evidence it is used for all: counts, else intervals, else sample
    sizes; where they do not, each point uses the first it has.
    """
    errors = {"counts": "se_counts", "intervals": "se_intervals", "sample sizes": "se_samples"}
    has = {name: table[column].to_numpy() > 0 for name, column in errors.items()}
    has_none = ~np.logical_or.reduce(list(has.values()))
    codes, from_end = table["code"].to_numpy(), table["from_end"].to_numpy()

    def of_any(is_so: np.ndarray) -> np.ndarray:
        """Whether it is so of any point of each series."""
        return np.bincount(codes[is_so], minlength=len(facts)) > 0

    number = facts["number"].to_numpy()
    known = number.copy()  # How many of the latest points have an error, one after another.
    np.minimum.at(known, codes[has_none], from_end[has_none])
    facts["has_no_error"] = known < 2
    facts["judged"] = np.minimum(np.where(known < 2, number, known), np.where(facts["is_short"], SHORT, FEW))

    last = facts["judged"].to_numpy()[codes]
    judged = from_end < last
    facts["overlaps"] = of_any((from_end < last - 1) & table["overlaps"].to_numpy())
    facts["has_zero_error"] = of_any((from_end < 2) & (table["se_intervals"].to_numpy() == 0) & has_none)
    flags = ["has_break", "overlaps_ever"]
    facts[flags] = facts[flags].astype("boolean").fillna(False).astype(bool)

    # All of a series' judged points have it where as many have it as are judged.
    shared = {
        name: (facts["judged"] > 0) & (np.bincount(codes[judged & has[name]], minlength=len(facts)) == facts["judged"])
        for name in errors
    }
    kind = np.select([shared[name] for name in errors], range(len(errors)), len(errors))
    facts["evidence"] = np.array([*errors, "mixed"], dtype=object)[kind]
    facts.loc[facts["has_no_error"], "evidence"] = None
    kind = np.where(facts["has_no_error"], len(errors), kind)[codes]
    columns = [table[column].to_numpy() for column in errors.values()]
    first = np.select(list(has.values()), columns, np.nan)
    table["se"] = np.select([kind == number for number in range(len(errors))], columns, first)
    for column in ("count", "base"):
        is_sample = kind == list(errors).index("sample sizes")
        table[column] = np.where(is_sample, table[f"sample_{column}"], table[column])
    return table, facts
