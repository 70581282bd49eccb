"""Figures as pages print them: what is said of two figures is said of them as shown."""

import numpy as np


def as_shown(values: np.ndarray, decimals: np.ndarray | int) -> np.ndarray:
    """Rounded to so many decimals, halves away from nought; missing stays missing. The sum of the macro `as_shown`."""
    scale = 10.0**decimals
    whole = np.floor(np.abs(values) * scale + 0.5 + 1e-9)
    return np.where(whole == 0, 0.0, np.sign(values) * whole / scale)
