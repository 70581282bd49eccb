"""Figures in words: how a number, a change and a comparison are said, everywhere alike."""

from datetime import date
from functools import lru_cache
from math import floor

from dateutil.relativedelta import relativedelta

# By polarity; what is said where neither way is good depends on where it is said.
GOOD_WAY = {"lower": "Lower is better.", "higher": "Higher is better."}


def figure(value: float | None, unit: str, decimals: int) -> str:
    """A figure with its unit: '12.9%', '£384', '765.0 per 100,000', '5.4 tonnes'."""
    if value is None:
        return "no figure"
    number, rest = figure_and_unit(value, unit, decimals)
    return f"{number} {rest}".strip()


def figure_and_unit(value: float, unit: str, decimals: int) -> tuple[str, str]:
    """The number with its £ or %, and the rest of the unit: ('£384', ''), ('5.4', 'tonnes')."""
    number = _as_shown(value, decimals)
    if unit == "£":
        return (f"−£{number[1:]}" if number.startswith("−") else f"£{number}"), ""
    if unit == "%":
        return f"{number}%", ""
    return number, "point" if unit == "points" and number.lstrip("−") == "1" else unit


def short_figure(value: float, unit: str, decimals: int) -> str:
    """A figure where its unit is said elsewhere: only £ and % stay with the number."""
    return figure_and_unit(value, unit, decimals)[0]


def counted(row: dict, series: dict) -> str | None:
    """The counts behind a figure, as its series says them: '26 of 316 children looked after'; None without any."""
    said = series["counted"] or "{count} of {base}"
    counts = {"count": row["numerator"], "base": row["denominator"]}
    if any(f"{{{name}}}" in said and number is None for name, number in counts.items()):
        return None
    return said.format(**{name: _as_shown(number or 0, 0) for name, number in counts.items()})


def margin(series: dict, reasons: dict[str, dict]) -> str:
    """What is known of the chance in a series' figures, in a sentence; nothing where their margins are published.

    `reasons`: why a direction could not be tested, of the list of verdicts.
    """
    if series["margin"] == "interval":
        return ""
    if series["margin"] == "counts":
        return "Its margins of error are worked out here, from the counts."
    return f"{upper_first(reasons[series['margin']]['phrase'])}."


@lru_cache(maxsize=1024)  # A card says it of each of its lines.
def age(end: date, today: date) -> str:
    """How long ago a period ended: '15 years ago', '7 months ago'."""
    passed = relativedelta(today, end)
    count, word = (passed.years, "year") if passed.years else (passed.months, "month")
    return f"{count} {word}{'' if count == 1 else 's'} ago" if count else "this month"


def difference(change: float, unit: str, decimals: int) -> str:
    """How far, without direction: '2.8 points', '£12', '15.9'. Percentages differ by points."""
    number = _as_shown(abs(change), decimals)
    if unit == "%":
        return f"{number} point" if number in ("1", "1.0") else f"{number} points"
    return f"£{number}" if unit == "£" else number


def movement(change: float, unit: str, decimals: int) -> str:
    """'up 2.8 points', 'down £12'; 'unchanged' where nothing of it shows."""
    text = difference(change, unit, decimals)
    return f"{'up' if change > 0 else 'down'} {text}" if shows(text) else "unchanged"


def shows(size: str) -> bool:
    """Whether anything but noughts is left of a size after rounding."""
    return any(digit in "123456789" for digit in size)


def change_status(row: dict) -> str | None:
    """A verdict of the subject 'change': 'better', 'better, untested', 'same'; 'unclear' where a test finds no more."""
    way, is_clear = row["better_or_worse"], row["is_change_clear"]
    if way is None or (way == "same" and is_clear is None):
        return way
    return f"{way}, untested" if is_clear is None else way if is_clear else "unclear"


def tally(counts: dict, which: str = "that can be set beside 2007/08") -> str:
    """'Of the 11 measures that can be ..., 2 have got better and 1 shows no clear change; 5 are better and 3 worse,
    untested.'

    `counts`: better, worse, unclear, same, better_untested, worse_untested; a measure with no good direction is in
    none of them. `which` says which measures are meant.
    """
    parts = [
        (counts["better"], "has got better", "have got better"),
        (counts["worse"], "has got worse", "have got worse"),
        (counts["unclear"], "shows no clear change", "show no clear change"),
        (counts["same"], "is unchanged", "are unchanged"),
    ]
    unsure = [(counts["better_untested"], "better"), (counts["worse_untested"], "worse")]
    judged = sum(count for count, *_ in (*parts, *unsure))
    if judged == 0:
        return "No measure here has a figure for both years."
    if judged == 1:
        sure = [one for count, one, _ in parts if count]
        told = sure or [f"is {word}, untested" for count, word in unsure if count]
        aside = "," if "," in which else ""
        return f"The one measure {which}{aside} {told[0]}."
    said = [f"{count} {one if count == 1 else many}" for count, one, many in parts if count]
    untested = [f"{count} {'is' if count == 1 else 'are'} {word}" for count, word in unsure if count]
    both = [listed(said)] if said else []
    both += [f"{listed(untested)}, untested"] if untested else []
    return f"Of the {judged} measures {which}, {'; '.join(both)}."


UNTESTED = (
    "“Untested” means that it may be chance: our copy of the figures carries no margin of error, or they are averages "
    "that share years."
)


def day(when: date) -> str:
    """'30 June 2010'."""
    return f"{when.day} {when:%B %Y}"


def edition(when: date) -> str:
    """The day of an edition; the first of an agreement whose papers bear no date has none."""
    return "no date printed" if when == date.min else day(when)


def partial_day(text: str) -> str:
    """A date known to the day, the month or the year, in words: '30 June 2010', 'June 2010', '2010'."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    when = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    return day(when) if len(parts) == 3 else f"{when:%B %Y}"


def span(first: int | None, last: int | None) -> str:
    """'2008 to 2025', 'an unknown span' when neither end is known."""
    return f"{first} to {last}" if first and last else str(first or last or "years that are not printed")


def listed(parts: list[str]) -> str:
    """'Hart', 'Hart and Gosport', 'Hart, Gosport and Havant'."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def in_words(count: int) -> str:
    """A small count at the beginning of a sentence or within one: 'six'; from ten on in figures."""
    names = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return names[count] if count < len(names) else f"{count:,}"


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _as_shown(value: float, decimals: int) -> str:
    """Rounded with halves away from nought, so 10.85 is 10.9: the sum of the macro `as_shown`."""
    whole = floor(abs(value) * 10**decimals + 0.5 + 1e-9)
    return f"{'−' if value < 0 and whole else ''}{whole / 10**decimals:,.{decimals}f}"


def signed(number: float) -> str:
    """A number to two digits, with a minus sign that is one."""
    return f"{number:.2f}".replace("-", "−")


def chance(p_value: float) -> str:
    """How often chance alone would do as much: 'Chance alone would do this about 17 times in 100'."""
    if p_value < 0.001:
        return "Chance alone would do this less than once in 1,000 times"
    times, of = (round(1000 * p_value), "1,000") if p_value < 0.01 else (round(100 * p_value), "100")
    return f"Chance alone would do this about {'once' if times == 1 else f'{times} times'} in {of}"


def apart_by(size: float, series: dict) -> str:
    """How much: '2.8 points', '10.2 per 100,000'."""
    return _with_unit(size, series["unit"], series["decimals"])


def finer(size: float, series: dict) -> str:
    """A size that is no difference of printed figures, with one more digit than these have: '2.81 points'."""
    return _with_unit(size, series["unit"], series["decimals"] + 1)


def _with_unit(size: float, unit: str, decimals: int) -> str:
    text = difference(size, unit, decimals)
    return text if unit in ("%", "£", "") else f"{text} {unit}"
