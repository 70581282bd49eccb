"""Direction of travel: is a series improving, worsening, or can nobody tell? By the number of its points.

| points since the last break | rule | verdicts |
|---|---|---|
| none | direction.no_points | cannot tell |
| 1 | direction.baseline_only | baseline only |
| 2 | direction.two_points_z, _rates or _exact | improving, worsening, no clear change (95%) |
| 3 or 4, and more unless below | direction.slope_95 | the same, and probably improving or worsening (80% to 95%) |
| 5 yearly ones without a gap | direction.fingertips | improving, worsening, no clear change (99.8%) |
| 12 quarterly or monthly ones | direction.xmr | improving, worsening, no clear change |
| 2 and more of a complete count | direction.complete_count | better, worse, up and down, the same |
| 2 and more, of which only the values are known | direction.values_only | better, could be chance ... |

Rising and falling stand for improving and worsening where neither direction is good, higher and lower for better and
worse. A complete count is of everything there is, homes or tonnes: a change in it is no chance, and no trend yet.
"""

import numpy as np
import pandas as pd

from data_pipeline.statistics import windows
from data_pipeline.statistics.evidence import SAME
from data_pipeline.statistics.verdicts import complete_counts, fingertips, slopes, swings, two_points
from data_pipeline.statistics.windows import FEW, Windows

XMR_POINTS = 12
TESTED = [f"direction.{rule}" for rule in ("two_points_z", "slope_95", "fingertips")]
TEXTS = (
    "evidence", "verdict", "reason", "verdict_95", "fingertips_verdict", "fingertips_reason", "signal",
    "target_lies", "assurance",
)  # fmt: skip
FIGURES = (
    "since", "until", "change", "slope", "statistic", "p_value", "statistic_95", "smallest_detectable", "centre",
    "lower_limit", "upper_limit",
)  # fmt: skip


def directions(points: pd.DataFrame) -> pd.DataFrame:
    """The direction of many series at once.

    `points`: one row per point, in any order. key (anything hashable), t (end of the period, in years), value, polarity
    ('higher', 'lower', 'neither'; one for a key); and as far as known months (length of the period), segment (a break
    in definition or boundary starts a new one; so does a new length of period), shown (the value as pages print it),
    is_complete (of a complete count), what `evidence.standard_errors` takes (lower, upper, numerator, denominator,
    is_counted, is_proportion, multiplier, sample_size), target (for XmR; the latest point's). A missing or infinite
    value is no point; nought is one. Periods that overlap are not tested.

    Raises ValueError for a point without time, two points of a key at one time, a polarity not known or not constant.

    Returns one row per key, in the order in which keys first appear. Sizes are in the indicator's own unit.
    points (since the last break), points_judged (the latest, as far back as each has an interval, a count or a
    sample size; five at most, eleven of quarterly and monthly ones, all for XmR), has_break, since and until (t of the
    first and the last point judged), rule, evidence ('counts', 'intervals', 'sample sizes', 'mixed'), verdict, reason
    (why it cannot be told, or signals disagree), change (last less first point judged, as shown; for XmR the latest
    less the mean), slope (a year), statistic (z; Fingertips: chi-square; XmR: the latest point beyond the mean, in
    thirds of the reach of the limits), p_value (two-sided), smallest_detectable (the smallest change between the first
    and the last point that would have reached 95%; XmR: the reach of the limits), verdict_95 and statistic_95 (ours at
    95% and 80%, and its z, on the same points, also where Fingertips' rule decides), fingertips_verdict and
    fingertips_reason (where there are five yearly points that are no complete count), centre, lower_limit,
    upper_limit, signal, target_lies, assurance (XmR).
    """
    return judged(windows.read(points))


def directions_of(points: pd.DataFrame, rows: np.ndarray) -> pd.DataFrame:
    """The direction of each row of the matrix `rows`, which says where in `points` its points are.

    For many windows on the same points, such as those up to each of them: see `windows.chosen`. Returns as
    `directions`, with the number of the row as key.
    """
    return judged(windows.chosen(points, rows))


def judged(series: Windows) -> pd.DataFrame:
    """What `directions` returns."""
    facts = series.facts
    answer = pd.DataFrame({"key": facts["key"], "points": facts["number"], "points_judged": facts["judged"]})
    answer["has_break"] = facts["has_break"]
    answer["rule"] = ladder(facts)
    answer[list(TEXTS)] = pd.DataFrame(None, index=answer.index, columns=list(TEXTS), dtype=object)
    answer["evidence"] = facts["evidence"].where(answer["rule"].isin(TESTED), None)
    answer[list(FIGURES)] = np.nan
    span(answer, series)
    two_points(answer, series, np.flatnonzero(answer["rule"] == "direction.two_points_z"))
    slopes(answer, series, np.flatnonzero(answer["rule"].isin(["direction.slope_95", "direction.fingertips"])))
    fingertips(answer, series, np.flatnonzero(facts["is_yearly"] & ~facts["is_complete"]))
    swings(answer, series, np.flatnonzero(answer["rule"] == "direction.xmr"))
    complete_counts(answer, series, np.flatnonzero(answer["rule"] == "direction.complete_count"))
    not_tested(answer, facts)
    answer[list(TEXTS)] = answer[list(TEXTS)].astype(object).where(answer[list(TEXTS)].notna(), None)
    return answer


def ladder(facts: pd.DataFrame) -> np.ndarray:
    """The rule for each series: the first that fits. Two points are given the name of their test later."""
    number, judged = facts["number"], facts["judged"]
    rungs = {
        "direction.no_points": number == 0,
        "direction.baseline_only": number == 1,
        "direction.xmr": (number >= XMR_POINTS) & facts["is_short"] & ~facts["overlaps_ever"],
        "direction.complete_count": facts["is_complete"],
        "direction.values_only": facts["has_no_error"] | facts["overlaps"],
        "direction.two_points_z": judged == 2,
        "direction.fingertips": (judged == FEW) & facts["is_yearly"] & ~facts["has_gap"],
    }
    return np.select(list(rungs.values()), list(rungs), "direction.slope_95")


def span(answer: pd.DataFrame, series: Windows) -> None:
    """From when to when, and by how much, the judged points go. Differences of binary noise are none."""
    answer.loc[answer["rule"] == "direction.xmr", "points_judged"] = answer["points"]
    some = np.flatnonzero(answer["points"] > 0)
    last = answer["points"].to_numpy().cumsum()[some] - 1
    first = last - answer["points_judged"].to_numpy()[some] + 1
    t, value = series.table["t"].to_numpy(), series.table["shown"].to_numpy()
    change = value[last] - value[first]
    is_noise = np.abs(change) <= SAME * np.maximum(np.abs(value[last]), np.abs(value[first]))
    answer.loc[some, "since"], answer.loc[some, "until"] = t[first], t[last]
    answer.loc[some[last > first], "change"] = np.where(is_noise, 0, change)[last > first]


def not_tested(answer: pd.DataFrame, facts: pd.DataFrame) -> None:
    """Series too short, or of which nothing but the values is known: what there is to say, and why no more."""
    none, one, values = (
        answer["rule"] == f"direction.{rule}" for rule in ("no_points", "baseline_only", "values_only")
    )
    answer.loc[none, ["verdict", "reason"]] = ["cannot tell", "no figure"]
    answer.loc[one, ["verdict", "reason"]] = ["baseline only", "one figure only"]
    reason = np.select(
        [facts["overlaps"], facts["has_zero_error"]],
        ["periods overlap", "standard error is zero"],
        "no interval, count or sample size",
    )
    sign, good = np.sign(answer["change"]), facts["good"]
    verdict = np.select(
        [sign * good > 0, sign * good < 0, sign > 0, sign < 0],
        [f"{word}, could be chance" for word in ("better", "worse", "higher", "lower")],
        "unchanged",
    )
    answer.loc[values, "reason"], answer.loc[values, "verdict"] = reason[values], verdict[values]
