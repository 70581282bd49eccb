"""Where a value stands along an axis, and which values are named there."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

ROOM = 0.06  # Of an axis, kept free beyond the first and the last value.
HALF_A_YEAR = 183  # Days, kept free around a day that is the only one.
STEPS = (1, 2, 2.5, 5, 10)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high`: of years in order, of days, or of numbers."""

    low: float
    high: float
    places: dict[str, int] | None = None
    is_of_days: bool = False

    def at(self, value: object) -> float:
        """How far along the axis `value` stands: 0 at its beginning, 1 at its end."""
        return (self.number(value) - self.low) / ((self.high - self.low) or 1)

    def number(self, value: object) -> float:
        if self.places is not None:
            return self.places[value]
        return _day(value).toordinal() if self.is_of_days else float(value)


def of_axis(axis: dict, values: Iterable[object]) -> Scale:
    """The scale of a described axis; `values`: all that is drawn along it. Without any it runs from 0 to 1."""
    if "categoryarray" in axis:
        places = {category: place for place, category in enumerate(axis["categoryarray"])}
        return Scale(-0.5, len(places) - 0.5, places)
    is_of_days = axis.get("type") == "date"
    numbers = [_day(value).toordinal() if is_of_days else float(value) for value in values if value is not None]
    if "range" in axis:
        return Scale(*axis["range"], is_of_days=is_of_days)
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 1.0)
    room = (high - low) * ROOM or (HALF_A_YEAR if is_of_days else abs(high) * ROOM) or 1
    return Scale(low - room, high + room, is_of_days=is_of_days)


def ticks(scale: Scale, axis: dict, about: int) -> list[tuple[float, str]]:
    """What is named along the axis: how far along, and the label; `about` so many, of years no more than that."""
    if scale.places is not None:
        named = axis.get("tickvals", list(scale.places))
        return [(scale.at(value), str(value)) for value in named[:: math.ceil(len(named) / about)]]
    if scale.is_of_days:
        return [(scale.at(day), day.strftime(axis["tickformat"])) for day in _months(scale, about)]
    size = step(scale, about)
    decimals = digits(size)
    first, last = math.ceil(scale.low / size - 1e-9), math.floor(scale.high / size + 1e-9)
    numbers = [place * size + 0.0 for place in range(first, last + 1)]
    return [(scale.at(number), f"{number:,.{decimals}f}".replace("-", "−")) for number in numbers]


def digits(size: float) -> int:
    """How many decimals name steps of this size: 1 for 2.5."""
    return max(0, (f"{size:e}"[2] != "0") - math.floor(math.log10(size) + 1e-9))


def step(scale: Scale, about: int) -> float:
    """The round number nearest to what `about` steps along an axis of numbers would need."""
    span = scale.high - scale.low
    size = 10 ** math.floor(math.log10(span / about))
    return size * min(STEPS, key=lambda one: abs(one - span / about / size))


def _months(scale: Scale, about: int) -> list[date]:
    """First days of months, evenly apart, inside the scale."""
    first, last = (date.fromordinal(math.ceil(end)) for end in (scale.low, math.floor(scale.high)))
    inside = (last.year - first.year) * 12 + last.month - first.month
    apart = next((months for months in MONTHS if inside / months <= about), MONTHS[-1])
    counted = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = [date(month // 12, month % 12 + 1, 1) for month in counted if month % apart == 0]
    return [day for day in days if first <= day <= last]


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))
