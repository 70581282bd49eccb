"""By the end: will a promise be met, as far as figures can say?

| rule, the first that fits | verdicts |
|---|---|
| outlook.no_figure, outlook.no_target | cannot tell |
| outlook.final: there is a figure for the target date | met, not met |
| outlook.date_passed: the date has passed without one | cannot tell |
| outlook.met: the latest figure is as good as the target | already met |
| outlook.no_direction: neither direction is good | cannot tell |
| outlook.projection_80: five figures and more | likely to be met, could go either way, likely to be missed |
| outlook.pace: fewer, or no scatter to judge by | pace is enough, pace is not enough, going the wrong way |
| outlook.one_figure: no pace | cannot tell |
"""

import numpy as np
import pandas as pd
from scipy import special, stats

from data_pipeline.statistics import windows
from data_pipeline.statistics.evidence import SAME
from data_pipeline.statistics.windows import POLARITIES, SLACK

# From so many figures on a projection has an interval, in which four of five outcomes would lie.
PROJECTED, LEVEL = 5, 0.80
# Shares beyond these are projected as log odds: they bend as they come near all or nothing.
LOW_SHARE, HIGH_SHARE = 0.10, 0.90
OPTIONAL = ("baseline", "t_baseline", "lowest", "highest")

COLUMNS = (
    "key", "polarity", "target", "t_target", "points", "since", "until", "last_value", "rule", "verdict", "reason",
    "pace_from", "pace", "required_pace", "pace_ratio", "projected", "projected_lower", "projected_upper",
    "chance_of_meeting", "scale", "is_clipped", "note",
)  # fmt: skip


def outlooks(points: pd.DataFrame, promises: pd.DataFrame, as_of: float | np.ndarray | None = None) -> pd.DataFrame:
    """The outlook of many promises at once.

    `points`: one row per figure, in any order: key, t (end of the period, in years), value; as far as known months and
    segment, as for `direction.directions`. Figures later than the target date are left out.
    `promises`: one row per key: key, polarity, target, t_target (in years); as far as known baseline, t_baseline, and
    the natural limits lowest and highest (0 and 100 for per cent, 0 and none for counts and rates).
    `as_of`: the date of the view, in years, or one for each promise; without it, a date has passed when there is a
    later figure.

    Raises ValueError for two promises of one key, and as `direction.directions` does.

    Returns one row per promise, in their order; sizes are in the indicator's own unit:
    key, polarity, target, t_target, points, since and until (t of the first and last figure since the last break),
    last_value, rule, verdict, reason, pace_from ('baseline'; 'first figure' where there is none before the last figure,
    or a break since), pace and required_pace (improvement a year so far, and from now on), pace_ratio, projected (at
    the target date), projected_lower and projected_upper (80%), chance_of_meeting, scale ('linear', 'log odds'),
    is_clipped (by a natural limit), note ('not a forecast' where a projection is no more than the pace going on).
    """
    table, answer = gathered(points, promises)
    pace(answer)
    passed = answer["had_later"] | (False if as_of is None else answer["t_target"] <= as_of)
    answer["is_final"] = (answer["t_target"] - answer["until"]).abs() <= SLACK
    answer["is_open"] = answer["target"].notna() & answer["left"].gt(0) & ~answer["is_final"] & ~passed
    project(answer, table)
    rungs = {
        "outlook.no_figure": answer["points"] == 0,
        "outlook.no_target": answer["target"].isna() | answer["t_target"].isna(),
        "outlook.final": answer["is_final"],
        "outlook.date_passed": ~answer["is_open"],
        "outlook.no_direction": answer["good"] == 0,
        "outlook.met": answer["is_met"],
        "outlook.projection_80": answer["projected_lower"].notna(),
        "outlook.pace": answer["pace"].notna(),
    }
    answer["rule"] = np.select(list(rungs.values()), list(rungs), "outlook.one_figure")
    say(answer)
    texts = ["verdict", "reason", "pace_from", "scale", "note"]
    answer[texts] = answer[texts].astype(object).where(answer[texts].notna(), None)
    return answer[list(COLUMNS)]


def gathered(points: pd.DataFrame, promises: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures since the last break and up to the target date, by row of the promise; and a row for each promise."""
    code, keys = pd.factorize(pd.concat([promises["key"], points["key"]], ignore_index=True))
    if len(set(code[: len(promises)])) < len(promises) or (code[: len(promises)] < 0).any():
        raise ValueError("each promise has a key of its own")
    answer = pd.DataFrame({"key": keys[: len(promises)], "polarity": promises["polarity"].to_numpy()})
    for name in ("target", "t_target", *OPTIONAL):
        answer[name] = promises[name].to_numpy(dtype=float, na_value=np.nan) if name in promises else np.nan
    if unknown := set(answer["polarity"]) - set(POLARITIES):
        raise ValueError(f"polarity is higher, lower or neither, not {', '.join(map(repr, unknown))}")
    answer["good"] = answer["polarity"].map(POLARITIES).astype(int)

    of = code[len(promises) :]
    promised = of < len(promises)
    known = points[[name for name in ("t", "value", "months", "segment") if name in points]]
    known = known.assign(key=of, polarity="neither")[promised].reset_index(drop=True)
    is_late = known["t"] > answer["t_target"].to_numpy()[known["key"]] + SLACK
    answer["had_later"] = np.bincount(known["key"][is_late & known["value"].notna()], minlength=len(answer)) > 0
    series = windows.read(known[~is_late])
    row, table = series.facts["key"].to_numpy(dtype=int), series.table
    table["promise"] = row[table["code"]]
    by = table.groupby("promise")
    first, last = by[["t", "value"]].first(), by[["t", "value"]].last()
    answer["points"] = np.bincount(table["promise"], minlength=len(answer))
    answer["since"], answer["first_value"] = first["t"], first["value"]
    answer["until"], answer["last_value"] = last["t"], last["value"]
    for name in ("has_break", "overlaps_ever"):
        answer[name] = pd.Series(series.facts[name].to_numpy(), index=row).reindex(answer.index, fill_value=False)
    return table, answer


def pace(answer: pd.DataFrame) -> None:
    """Improvement a year from the baseline to the latest figure, and from there to the target (methods, 4.1).

    A baseline from before a break is another measure: then, as without a baseline, the first figure since is taken.
    """
    holds = answer["baseline"].notna() & (answer["t_baseline"] < answer["until"])
    holds &= ~(answer["has_break"] & (answer["t_baseline"] < answer["since"]))
    start, t_start = (
        answer["baseline"].where(holds, answer["first_value"]),
        answer["t_baseline"].where(holds, answer["since"]),
    )
    years = (answer["until"] - t_start).where(answer["until"] > t_start)
    good = answer["good"].where(answer["good"] != 0)
    answer["change_a_year"] = (answer["last_value"] - start) / years
    answer["left"] = answer["t_target"] - answer["until"]
    to_go = good * (answer["target"] - answer["last_value"])
    answer["is_met"] = to_go <= SAME * np.maximum(answer["target"].abs(), answer["last_value"].abs())
    is_open = answer["left"] > SLACK
    answer["pace"] = good * answer["change_a_year"]
    answer["required_pace"] = (to_go / answer["left"]).where(is_open)
    answer["pace_ratio"] = (answer["pace"] / answer["required_pace"]).where(~answer["is_met"])
    answer["pace_from"] = np.where(years.isna(), None, np.where(holds, "baseline", "first figure"))


def project(answer: pd.DataFrame, table: pd.DataFrame) -> None:
    """Where the line so far leads by the target date, within natural limits.

    From five figures on: the least-squares line through all since the last break, with the interval of one more
    figure: t(n-2, 90%) x s x sqrt(1 + 1/n + (T - mean t)^2 / Stt). It is centred on the fitted line, which the width is
    made for: centred on the latest figure, 80% would hold 73% to 78% of outcomes. Else, or where all figures are on
    the line, or their periods overlap: the pace so far going on, without an interval.
    """
    of = table["promise"].to_numpy()
    number, size = answer["points"].to_numpy(), len(answer)
    lowest, reach = answer["lowest"].to_numpy(), (answer["highest"] - answer["lowest"]).to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (table["value"].to_numpy() - lowest[of]) / reach[of]
        last, target = ((answer[name].to_numpy() - lowest) / reach for name in ("last_value", "target"))
        within = np.bincount(of, (share > 0) & (share < 1), size) == number
        bends = within & (target > 0) & (target < 1) & ((last < LOW_SHARE) | (last > HIGH_SHARE))
        y = np.where(bends[of], special.logit(np.where(bends[of], share, 0.5)), table["value"])
        aim = np.where(bends, special.logit(np.where(bends, target, 0.5)), answer["target"])

        mean_t, mean_y = np.bincount(of, table["t"], size) / number, np.bincount(of, y, size) / number
        from_t, from_y = table["t"].to_numpy() - mean_t[of], y - mean_y[of]
        spread = np.bincount(of, from_t**2, size)
        slope = np.bincount(of, from_t * from_y, size) / spread
        scatter = np.sqrt(np.bincount(of, (from_y - slope[of] * from_t) ** 2, size) / (number - 2))
        ahead = answer["t_target"].to_numpy() - mean_t
        fitted, error = mean_y + slope * ahead, scatter * np.sqrt(1 + 1 / number + ahead**2 / spread)
        noise = SAME * np.sqrt(np.bincount(of, y**2, size) / number)
        has_interval = answer["is_open"] & (number >= PROJECTED) & (scatter > noise) & ~answer["overlaps_ever"]
        width = stats.t.ppf((1 + LEVEL) / 2, np.maximum(number - 2, 1)) * error
        good = answer["good"].to_numpy()
        chance = stats.t.cdf(good * (fitted - aim) / error, np.maximum(number - 2, 1))

    line = (answer["last_value"] + answer["change_a_year"] * answer["left"]).where(answer["is_open"])
    is_clipped = np.zeros(size, dtype=bool)
    for name, height in (
        ("projected", fitted),
        ("projected_lower", fitted - width),
        ("projected_upper", fitted + width),
    ):
        value = np.where(bends, lowest + reach * special.expit(height), height)
        value = np.where(has_interval, value, line if name == "projected" else np.nan)
        answer[name] = pd.Series(value).clip(answer["lowest"].fillna(-np.inf), answer["highest"].fillna(np.inf))
        is_clipped |= ~np.isnan(value) & (answer[name].to_numpy() != value)
    answer["is_clipped"] = is_clipped
    answer["chance_of_meeting"] = np.where(has_interval & (good != 0), chance, np.nan)
    answer["scale"] = np.where(answer["projected"].isna(), None, np.where(has_interval & bends, "log odds", "linear"))
    answer["note"] = np.where(answer["projected"].isna() | has_interval, None, "not a forecast")


def say(answer: pd.DataFrame) -> None:
    """Verdict and reason of each rule. As good as needed is enough: ties go to the better class."""
    good, target = answer["good"], answer["target"]
    noise = SAME * np.maximum(answer["pace"].abs(), answer["required_pace"].abs())
    ends = [good * (answer[f"projected_{end}"] - target) for end in ("lower", "upper")]
    rule = answer["rule"]
    verdicts = {
        "met": (rule == "outlook.final") & answer["is_met"],
        "not met": (rule == "outlook.final") & (good != 0),
        "already met": rule == "outlook.met",
        "likely to be met": (rule == "outlook.projection_80") & (np.minimum(*ends) >= 0),
        "likely to be missed": (rule == "outlook.projection_80") & (np.maximum(*ends) < 0),
        "could go either way": rule == "outlook.projection_80",
        "pace is enough": (rule == "outlook.pace") & (answer["pace"] >= answer["required_pace"] - noise),
        "going the wrong way": (rule == "outlook.pace") & (answer["pace"] < -SAME * answer["required_pace"].abs()),
        "pace is not enough": rule == "outlook.pace",
    }
    answer["verdict"] = np.select(list(verdicts.values()), list(verdicts), "cannot tell")
    reasons = {
        "no figure": rule == "outlook.no_figure",
        "no target": (rule == "outlook.no_target") & target.isna(),
        "no target date": rule == "outlook.no_target",
        "no figure for the target date": rule == "outlook.date_passed",
        "neither direction is good": (rule == "outlook.no_direction") | ((rule == "outlook.final") & (good == 0)),
        "one figure only": rule == "outlook.one_figure",
        "fewer than five figures": (rule == "outlook.pace") & (answer["points"] < PROJECTED),
        "periods overlap": (rule == "outlook.pace") & answer["overlaps_ever"],
        "no scatter to judge by": rule == "outlook.pace",
    }
    answer["reason"] = pd.Series(np.select(list(reasons.values()), list(reasons), "")).replace("", None)
