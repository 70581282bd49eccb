"""How far each figure may lie from the truth by chance: from its counts, its 95% limits or its sample size.

Everything is a column of as many rows as the figures given; nothing is worked out row by row.
"""

import numpy as np
import pandas as pd
from scipy import stats

# Half the width of a 95% interval, in standard errors.
Z95 = float(stats.norm.ppf(0.975))
# A published interval in standard errors, as Fingertips takes it; beside 2 x 1.95996 it is 0.002% more.
INTERVAL = 3.92
# Two numbers nearer than this, beside their own size, are the same: decimal figures leave binary noise.
SAME = 1e-9
MOST_DECIMALS = 6


def standard_errors(figures: pd.DataFrame) -> pd.DataFrame:
    """What is known of the chance in each figure, one column for each kind of evidence.

    `figures`: value, lower, upper (95%), numerator, denominator, is_proportion (True, False or missing),
    multiplier (100 for per cent), sample_size.

    - counts: used only where they give the printed value, to its last digit or half a per cent. A standardised
      rate is not its deaths over its people, and counts say nothing of its error. Where a sample size is given
      the counts are of people grossed up from the sample, and are not used either.
    - intervals: the limits as published, where they lie around the value.
    - sample sizes: proportions only, as in simple random sampling; real designs have larger errors.

    The error is always (upper - lower) / 3.92: of the published limits, of Wilson's for proportions, of the
    exact Poisson limits for rates. So none from counts or samples is ever zero, not even for nought of fifty.

    Returns, with the index of `figures`: count, base, se_counts, sample_count, sample_base, se_samples,
    se_intervals. Errors in the figures' own unit; missing where not known. A published interval without width is
    kept as zero, for the caller to refuse with its reason.
    """
    value, multiplier = figures["value"], figures["multiplier"].where(figures["multiplier"] > 0)
    is_proportion = figures["is_proportion"].astype("boolean")
    proportion, rate = is_proportion.fillna(False).astype(bool), (~is_proportion).fillna(False).astype(bool)
    count, base = figures["numerator"], figures["denominator"]
    is_survey = figures["sample_size"] > 0

    usable = ~is_survey & (base > 0) & (count >= 0) & (rate | (proportion & (count <= base)))
    usable &= gives_the_value(count / base.where(base > 0) * multiplier, value)
    count, base = count.where(usable), base.where(usable)
    error = wilson_error(count.where(proportion), base).fillna(poisson_error(count.where(rate), base))

    share = value / multiplier
    sampled = is_survey & proportion & (share >= 0) & (share <= 1)
    sample_base = figures["sample_size"].where(sampled)
    sample_count = share * sample_base

    width = (figures["upper"] - figures["lower"]).where((figures["lower"] <= value) & (value <= figures["upper"]))
    return pd.DataFrame(
        {
            "count": count,
            "base": base,
            "se_counts": error * multiplier,
            "sample_count": sample_count,
            "sample_base": sample_base,
            "se_samples": wilson_error(sample_count, sample_base) * multiplier,
            "se_intervals": width / INTERVAL,
        }
    )


def gives_the_value(worked_out: pd.Series, printed: pd.Series) -> pd.Series:
    """True where a sum rounds to what is printed: within half of its last digit, or half a per cent of it."""
    last_digit = pd.Series(10.0**-MOST_DECIMALS, index=printed.index)
    for decimals in range(MOST_DECIMALS - 1, -1, -1):
        has_no_more = (printed - printed.round(decimals)).abs() <= SAME * printed.abs()
        last_digit = last_digit.mask(has_no_more, 10.0**-decimals)
    allowed = np.maximum(0.5 * last_digit, 0.005 * printed.abs()) + SAME * printed.abs()
    return (worked_out - printed).abs() <= allowed


def wilson_error(count: pd.Series, base: pd.Series) -> pd.Series:
    """Half of Wilson's 95% interval for count of base, over 1.96: a share between 0 and 1, never zero.

    E. B. Wilson (1927), JASA 22: 209-212. The middle of the interval is not the share, its width is used alone.
    """
    share = count / base
    return np.sqrt(share * (1 - share) / base + Z95**2 / (4 * base**2)) / (1 + Z95**2 / base)


def poisson_error(count: pd.Series, base: pd.Series) -> pd.Series:
    """Half of the exact 95% Poisson interval of a count, over 1.96 and its base: a rate for each, never zero.

    F. Garwood (1936), Biometrika 28: 437-442, by chi-square.
    """
    lower = pd.Series(stats.chi2.ppf(0.025, 2 * count) / 2, index=count.index)
    upper = pd.Series(stats.chi2.ppf(0.975, 2 * count + 2) / 2, index=count.index)
    # Nought events have no degrees of freedom to look up; their lower limit is nought.
    return (upper - lower.mask(count == 0, 0.0)) / (2 * Z95) / base


def scale(units: pd.Series) -> np.ndarray:
    """What one of one is in a unit: 100 for '%', 1,000 for 'per 1,000 homes'; not a number for all others."""
    known = units.dropna().drop_duplicates().astype(str)
    number = known.str.extract(r"^per ([0-9][0-9,]*)(?: |$)")[0].str.replace(",", "").astype(float)
    return units.map(dict(zip(known, number.where(known != "%", 100.0), strict=True))).astype(float).to_numpy()
