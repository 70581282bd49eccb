"""How a promise is rated, in exact fractions."""

from fractions import Fraction

CLOSE = Fraction(6, 10)


def rating_of(value, start, target, due, polarity, tolerance=None):
    """The rule of docs in exact fractions, written another way than the macro."""
    if value is None or target is None or polarity not in ("higher", "lower"):
        return "unknown"
    sign = 1 if polarity == "higher" else -1
    value, start, target, due, tolerance = (
        None if x is None else Fraction(str(x)) for x in (value, start, target, due, tolerance)
    )
    gain = lambda a, b: sign * (a - b)  # noqa: E731
    if gain(value, target) >= 0:
        return "met"
    if start is None:
        return "unknown" if due is None else "on_track" if gain(value, due) >= 0 else "missed"
    if target == start:
        if tolerance is None:
            return "missed"
        return "on_track" if gain(value, target) >= -tolerance else "backwards"
    if due is None:
        return "unknown"
    if gain(value, due) >= 0:
        return "on_track"
    if gain(value, start) < 0:
        return "backwards"
    return "close" if gain(value, start) >= CLOSE * gain(due, start) else "behind"
