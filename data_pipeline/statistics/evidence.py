"""How far each figure may lie from the truth by chance: from its counts, its 95% limits or its sample size.

Everything is a column of as many rows as the figures given; nothing is worked out row by row.
"""

import numpy as np
import pandas as pd
from scipy import stats

# Half the width of a 95% interval, in standard errors.
Z95 = float(stats.norm.ppf(0.975))
# Two numbers nearer than this, beside their own size, are the same: decimal figures leave binary noise.
SAME = 1e-9


def standard_errors(figures: pd.DataFrame) -> pd.DataFrame:
    """What is known of the chance in each figure, one column for each kind of evidence.

    `figures`: value, lower, upper (95%), numerator, denominator, is_counted (whether these counts give the printed
    value, as the macro `counts_give` decides), is_proportion (True, False or missing), multiplier (100 for per cent),
    sample_size.

    - counts: of whole cases that give the printed value, of a share or a rate.
    - intervals: the limits as published, where they lie around the value.
    - sample sizes: shares only, as in simple random sampling; real designs have larger errors.

    The error is half of a 95% interval over 1.96: of the published limits, of Wilson's for shares, of the exact Poisson
    limits for rates. So none from counts or samples is ever zero, not even for nought of fifty.

    Returns, with the index of `figures`: count, base, se_counts, sample_count, sample_base, se_samples,
    se_intervals. Errors in the figures' own unit; missing where not known. A published interval without width is
    kept as zero, for the caller to refuse with its reason.
    """
    value, multiplier = figures["value"], figures["multiplier"].where(figures["multiplier"] > 0)
    is_proportion = figures["is_proportion"].astype("boolean")
    proportion, rate = is_proportion.fillna(False).astype(bool), (~is_proportion).fillna(False).astype(bool)
    usable = figures["is_counted"].astype("boolean").fillna(False).astype(bool) & (rate | proportion)
    count, base = figures["numerator"].where(usable), figures["denominator"].where(usable)
    error = wilson_error(count.where(proportion), base).fillna(poisson_error(count.where(rate), base))

    share = value / multiplier
    sampled = (figures["sample_size"] > 0) & proportion & (share >= 0) & (share <= 1)
    sample_base = figures["sample_size"].where(sampled)
    sample_count = share * sample_base
    return pd.DataFrame(
        {
            "count": count,
            "base": base,
            "se_counts": error * multiplier,
            "sample_count": sample_count,
            "sample_base": sample_base,
            "se_samples": wilson_error(sample_count, sample_base) * multiplier,
            "se_intervals": interval_error(value, figures["lower"], figures["upper"]),
        }
    )


def interval_error(value: pd.Series, lower: pd.Series, upper: pd.Series) -> pd.Series:
    """From 95% limits around a value, taking them as symmetric: as the macro `standard_error`; missing beside it."""
    return (upper - lower).where((lower <= value) & (value <= upper)) / (2 * Z95)


def wilson_error(count: pd.Series, base: pd.Series) -> pd.Series:
    """Half of Wilson's 95% interval for count of base, over 1.96: a share between 0 and 1, never zero."""
    lower, upper = wilson_limits(count, base)
    return (upper - lower) / (2 * Z95)


def wilson_limits(count: pd.Series, base: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Wilson's 95% interval for count of base, as shares. Its middle is not the share.

    E. B. Wilson (1927), JASA 22: 209-212.
    """
    share, spread = count / base, Z95**2 / base
    half = Z95 * np.sqrt(share * (1 - share) / base + Z95**2 / (4 * base**2))
    return (share + spread / 2 - half) / (1 + spread), (share + spread / 2 + half) / (1 + spread)


def poisson_error(count: pd.Series, base: pd.Series) -> pd.Series:
    """Half of the exact 95% Poisson interval of a count, over 1.96 and its base: a rate for each, never zero."""
    lower, upper = poisson_limits(count, base)
    return (upper - lower) / (2 * Z95)


def poisson_limits(count: pd.Series, base: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The exact 95% Poisson interval of a count, over its base: a rate for each.

    F. Garwood (1936), Biometrika 28: 437-442, by chi-square.
    """
    lower = pd.Series(stats.chi2.ppf(0.025, 2 * count) / 2, index=count.index)
    upper = pd.Series(stats.chi2.ppf(0.975, 2 * count + 2) / 2, index=count.index)
    # Nought events have no degrees of freedom to look up; their lower limit is nought.
    return lower.mask(count == 0, 0.0) / base, upper / base
