"""From the tests to the words: each rung of the ladder in `direction` fills in its rows of the answer."""

import numpy as np
import pandas as pd
from scipy import stats

from data_pipeline.statistics import differences, trend_tests
from data_pipeline.statistics.evidence import SAME, Z95
from data_pipeline.statistics.windows import FEW, SHORT, Windows

# A published interval in standard errors, as Fingertips takes it; ours is 2 x 1.95996, 0.002% less.
FINGERTIPS_INTERVAL = 3.92
# Chances that there is no change: below the first it is clear, below the second probable. On the line it is not.
CLEAR, PROBABLE = 0.05, 0.20
# By which of the three signals are on: 1 for the first, 2 for the second, 4 for the third.
SIGNALS = np.array(
    [
        ", ".join(name for bit, name in ((1, "outside the limits"), (2, "one side"), (4, "run")) if on & bit) or None
        for on in range(8)
    ],
    dtype=object,
)
LIES = np.array(["below", "inside", "above"], dtype=object)
# Where the whole usual swing lies on the good side of the target, it will be met unless something changes.
ASSURANCE = np.array(["expected to meet", "may meet or miss", "expected to miss"], dtype=object)


def worded(sign: np.ndarray, good: np.ndarray, p: np.ndarray, unclear: str = "no clear change") -> np.ndarray:
    """The word for a rise (1) or a fall (-1) of which chance alone would make as large a one with probability p."""
    words = np.select(
        [sign * good > 0, sign * good < 0, (good == 0) & (sign > 0), (good == 0) & (sign < 0)],
        ["improving", "worsening", "rising", "falling"],
        unclear,
    )
    probably = np.where((p < PROBABLE) & (words != unclear), np.char.add("probably ", words), unclear)
    return np.where(p < CLEAR, words, probably).astype(object)


def without_probably(words: np.ndarray) -> np.ndarray:
    """Rules with one threshold have no 'probably'."""
    return np.where(np.char.startswith(words.astype(str), "probably"), "no clear change", words)


def two_points(answer: pd.DataFrame, series: Windows, which: np.ndarray) -> None:
    """Shares by two proportions, rates by the log of their ratio, anything else by the two intervals.

    Where the values as shown are equal, or go the other way than the counts behind them, there is no clear change.
    """
    rows = series.rows(which, 2)
    value, se, count, base = (series.matrix(name, rows) for name in ("value", "se", "count", "base"))
    is_share, unit = series.matrix("is_share", rows), series.matrix("multiplier", rows)[:, 1]
    has_counts = np.isin(answer["evidence"].to_numpy()[which], ["counts", "sample sizes"])
    shares = has_counts & (is_share == 1).all(axis=1)
    rates = has_counts & (is_share == 0).all(axis=1)
    # What would have been a clear change: of intervals, and of counts too few for the normal curve, by their errors.
    detectable = Z95 * np.sqrt((se**2).sum(axis=1))
    for rule, test, chosen in (
        ("direction.two_points_z", differences.two_shares, shares),
        ("direction.two_points_rates", differences.two_rates, rates),
        ("direction.two_points_z", None, ~shares & ~rates),
    ):
        if test is None:
            found = differences.two_intervals(value[chosen, 1], se[chosen, 1], value[chosen, 0], se[chosen, 0])
        else:
            c1, n1, c2, n2 = (column[chosen] for column in (count[:, 0], base[:, 0], count[:, 1], base[:, 1]))
            found = test(c2, n2, c1, n1)
            least = (
                differences.detectable_share(c1, n1, c2, n2)
                if test is differences.two_shares
                else differences.detectable_rate(c1, n1, c2, n2, found.z)
            )
            detectable[chosen] = np.where(found.is_exact, detectable[chosen], unit[chosen] * least)
        of = which[chosen]
        answer.loc[of, "rule"] = np.where(found.is_exact, "direction.two_points_exact", rule)
        answer.loc[of, "statistic"] = answer.loc[of, "statistic_95"] = found.z
        answer.loc[of, "p_value"] = found.p_value
    answer.loc[which, "smallest_detectable"] = detectable
    sign, printed = np.sign(answer["statistic"].to_numpy()[which]), np.sign(answer["change"].to_numpy()[which])
    sign = np.where(sign == printed, sign, 0)
    words = worded(sign, series.facts["good"].to_numpy()[which], answer["p_value"].to_numpy()[which])
    answer.loc[which, "verdict"] = answer.loc[which, "verdict_95"] = without_probably(words)


def slopes(answer: pd.DataFrame, series: Windows, which: np.ndarray) -> None:
    """Our own test of three points and more: the weighted slope against nought, at 95%, 'probably' from 80%."""
    rows = series.rows(which, SHORT)
    slope, error = trend_tests.weighted_slope(*(series.matrix(name, rows) for name in ("t", "value", "se")))
    z = slope / error
    p = differences.two_sided(z)
    words = worded(np.sign(slope), series.facts["good"].to_numpy()[which], p)
    answer.loc[which, "slope"] = slope
    answer.loc[which, "statistic"] = answer.loc[which, "statistic_95"] = z
    answer.loc[which, "p_value"] = p
    years = (answer["until"] - answer["since"]).to_numpy()[which]
    answer.loc[which, "smallest_detectable"] = Z95 * error * years
    answer.loc[which, "verdict"] = answer.loc[which, "verdict_95"] = words


def fingertips(answer: pd.DataFrame, series: Windows, which: np.ndarray) -> None:
    """The recent trend of the Fingertips site: the latest five yearly points, chi-square above 9.55 (99.8%), and a
    slope that keeps its sign whichever point is left out.

    https://fingertips.phe.org.uk/static-reports/public-health-technical-guidance/Presentation/Trend_markers.html:
    shares by the chi-square for a linear trend in proportions, with signs of log odds; all else by weighted regression.
    """
    facts = series.facts
    reasons = {
        "a year is missing": facts["has_gap"],
        "periods overlap": facts["overlaps"] | facts["overlaps_ever"] & facts["has_no_error"],
        "no interval or count": facts["has_no_error"] | (facts["judged"] < FEW),
    }
    reason = np.select(list(reasons.values()), list(reasons), "")[which]
    answer.loc[which[reason != ""], "fingertips_verdict"] = "cannot be calculated"
    answer.loc[which[reason != ""], "fingertips_reason"] = reason[reason != ""]

    which = which[reason == ""]
    rows = series.rows(which, FEW)
    value, se, count, base = (series.matrix(name, rows) for name in ("value", "se", "count", "base"))
    of_intervals = (facts["evidence"].to_numpy()[which] == "intervals")[:, None]
    se = np.where(of_intervals, se * 2 * Z95 / FINGERTIPS_INTERVAL, se)
    t = np.broadcast_to(np.arange(1.0, FEW + 1), rows.shape)
    slope, error = trend_tests.weighted_slope(t, value, se)
    chi_square, keeps = (slope / error) ** 2, trend_tests.slope_keeps_its_sign(t, value, se)
    is_share = np.isin(facts["evidence"].to_numpy()[which], ["counts", "sample sizes"])
    is_share &= (series.matrix("is_share", rows) == 1).all(axis=1)
    odds, equal = trend_tests.log_odds(count[is_share], base[is_share]), np.ones((is_share.sum(), FEW))
    slope[is_share] = trend_tests.weighted_slope(t[is_share], odds, equal)[0]
    chi_square[is_share] = trend_tests.linear_trend_in_proportions(t[is_share], count[is_share], base[is_share])
    keeps[is_share] = trend_tests.slope_keeps_its_sign(t[is_share], odds, equal)

    sign = np.where(keeps & (chi_square > trend_tests.CONFIRMED), np.sign(slope), 0)
    words = worded(sign, facts["good"].to_numpy()[which], np.zeros(len(which)))
    answer.loc[which, "verdict"] = words
    answer.loc[which, "fingertips_verdict"] = np.where(sign == 0, "no significant change", words)
    answer.loc[which, "statistic"], answer.loc[which, "p_value"] = chi_square, stats.chi2.sf(chi_square, 1)


def complete_counts(answer: pd.DataFrame, series: Windows, which: np.ndarray) -> None:
    """Of a count of everything no test is asked: it went one way where no figure goes back on the one before."""
    steps = np.diff(series.matrix("shown", series.rows(which, SHORT)), axis=1)
    up, down = ((way * steps > SAME).any(axis=1) for way in (1, -1))
    good = series.facts["good"].to_numpy()[which]
    sign = up.astype(int) - down
    answer.loc[which, "verdict"] = np.select(
        [up & down, sign * good > 0, sign * good < 0, sign > 0, sign < 0],
        ["up and down", "better", "worse", "higher", "lower"],
        "the same",
    )
    answer.loc[which, "reason"] = "complete count"


def swings(answer: pd.DataFrame, series: Windows, which: np.ndarray) -> None:
    """Variation and assurance of quarterly and monthly series. Signals that contradict each other are no signal."""
    if not len(which):
        return
    table = series.table[series.table["code"].isin(which)]
    found = trend_tests.swing(pd.factorize(table["code"])[0], table["value"].to_numpy())
    good = series.facts["good"].to_numpy()[which]
    signals = np.stack([found.outside, found.side, found.run])
    up, down = (signals > 0).any(axis=0), (signals < 0).any(axis=0)
    words = worded(up.astype(int) - down, good, np.zeros(len(which)))
    answer.loc[which, "verdict"] = answer.loc[which, "verdict_95"] = words
    answer.loc[which[up & down], "reason"] = "signals disagree"
    answer.loc[which, "signal"] = SIGNALS[np.array([1, 2, 4]) @ (signals != 0)]

    centre, reach, noise = found.centre, found.reach, SAME * np.abs(found.centre)
    lower, upper, beyond = centre - reach, centre + reach, found.latest - centre
    answer.loc[which, "centre"], answer.loc[which, "lower_limit"], answer.loc[which, "upper_limit"] = (
        centre,
        lower,
        upper,
    )
    answer.loc[which, "change"], answer.loc[which, "smallest_detectable"] = beyond, reach
    answer.loc[which, "statistic"] = np.divide(3 * beyond, reach, out=np.zeros(len(which)), where=reach > 0)

    target = series.matrix("target", series.rows(which, 1))[:, 0]
    # A target on a limit is inside: neither sure to be met nor sure to be missed.
    lies = np.where(target > upper + noise, 1, np.where(target < lower - noise, -1, 0))
    answer.loc[which, "target_lies"] = np.where(np.isnan(target), None, LIES[lies + 1])
    answer.loc[which, "assurance"] = np.where(np.isnan(target) | (good == 0), None, ASSURANCE[lies * good + 1])
