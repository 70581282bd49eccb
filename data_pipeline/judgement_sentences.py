"""Directions of travel and comparisons in words, short for a line and long for the sum behind it."""

from collections.abc import Callable

from data_pipeline.sentences import difference, figure

# Verdict of a direction: its status, which gives it symbol and colour, and the word on the page.
DIRECTIONS = {
    "improving": ("better", "Improving"),
    "probably improving": ("better probable", "Probably improving"),
    "no clear change": ("unclear", "No clear change"),
    "probably worsening": ("worse probable", "Probably worsening"),
    "worsening": ("worse", "Worsening"),
    "rising": ("rising", "Rising"),
    "probably rising": ("rising probable", "Probably rising"),
    "probably falling": ("falling probable", "Probably falling"),
    "falling": ("falling", "Falling"),
}
CANNOT_TELL = ("untold", "Can’t tell yet")
WHY_NOT = {
    "one figure only": "only one figure so far",
    "no interval, count or sample size": "no margin of error is published",
    "periods overlap": "its averages share years",
    "standard error is zero": "the printed interval has no width",
}
# Comparators as they are called where their names are not known.
SIMILAR = "similar areas"
OUTLIER = "a person must look: an outlier or an error"
POSITIONS = ("position", "position_by_mean")
SIGNALS = {
    "outside the limits": "a figure outside it",
    "one side": "seven in a row on one side of the mean",
    "run": "seven in a row rising or falling",
}
ASSURED = {
    "expected to meet": "unless something changes it will be met each time",
    "may meet or miss": "it will be met or missed by chance",
    "expected to miss": "unless something changes it will be missed each time",
}
SAME = 1e-9  # Smaller differences are binary noise.
CONFIRMED = 9.55  # Fingertips' limit, as its site prints it.


def direction(row: dict) -> tuple[str, str]:
    """The status and the word of a direction: ('better', 'Improving'); what could not be tested cannot be told."""
    return DIRECTIONS.get(row["verdict"], CANNOT_TELL)


def why_not(row: dict) -> str | None:
    """Why a direction cannot be told yet, in a few words; None where it can."""
    if row["verdict"] in DIRECTIONS:
        return None
    if row["has_break"] and row["points"] == 1:
        return "only one figure since its borders or its measure changed"
    return WHY_NOT.get(row["reason"], row["reason"])


def span(row: dict) -> str:
    """From which period to which a direction goes: '2006/07 to 2010/11'."""
    # 'April 2008 to June 2008' has a 'to' of its own.
    word = ", and up to " if " to " in row["since_year"] else " to "
    return f"{row['since_year']}{word}{row['reporting_year']}"


def direction_sum(row: dict, series: dict) -> list[str]:
    """The sum behind a direction, line by line, in the measure's own unit."""

    def size(amount: float) -> str:
        return _amount(amount, series)

    count = row["points_judged"]
    if count == 1:
        return [f"There is one figure to judge: {row['reporting_year']}."]
    lines = [f"Judged: the latest {count} figures, {span(row)}."]
    if row["has_break"]:
        lines.append("Earlier figures are of other borders, another length of time or another measure.")
    moved = f"{'up' if row['change'] > 0 else 'down'} {size(row['change'])}" if row["change"] else "the same"
    lines.append(f"The last figure beside the first: {moved}.")
    if row["rule"] == "direction.xmr":
        return [*lines[:-1], *_swing(row, size)]
    if row["p_value"] is None:
        return [*lines, f"No test was made: {why_not(row)}."]
    if row["change_per_year"] is not None:
        way = "up" if row["change_per_year"] > 0 else "down"
        lines.append(f"The line through them goes {way} by {size(row['change_per_year'])} a year.")
    test = "an exact test" if row["rule"] == "direction.two_points_exact" else f"z is {_signed(row['statistic'])}"
    if row["rule"] == "direction.fingertips":
        test = f"chi-square is {row['statistic']:.2f}, and {CONFIRMED} is needed"
    lines.append(f"From {row['evidence']}: {test}. {chance(row['p_value'])}.")
    lines.append(
        f"The smallest change over these years that could have been told from chance, once in 20: "
        f"{size(row['smallest_detectable'])}."
    )
    if row["rule"] == "direction.fingertips":
        lines.append(
            f"Under Fingertips’ rule (once in 500): {_word(row['verdict'])}. By our own test of the same figures "
            f"(once in 20): {_word(row['verdict_95'])}."
        )
    return lines


def _signed(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")


def _swing(row: dict, size: Callable[[float], str]) -> list[str]:
    """The usual swing of quarters or months, what stands out of it, and where the target lies."""
    way = "above" if row["change"] > 0 else "below"
    lines = [
        f"They usually swing by {size(row['smallest_detectable'])} either way around their mean; the latest lies "
        f"{size(row['change'])} {way} it."
    ]
    if row["signal"]:
        said = "; ".join(SIGNALS[signal] for signal in row["signal"].split(", "))
        lines.append(f"More than the usual swing: {said}.")
    else:
        lines.append("Nothing in them is more than the usual swing.")
    if row["assurance"]:
        lines.append(f"The target lies {row['target_lies']} the usual swing: {ASSURED[row['assurance']]}.")
    return lines


def _word(verdict: str) -> str:
    return DIRECTIONS.get(verdict, CANNOT_TELL)[1].lower()


def chance(p_value: float) -> str:
    """How often chance alone would do as much: 'Chance alone would do this about 17 times in 100'."""
    if p_value < 0.001:
        return "Chance alone would do this less than once in 1,000 times"
    times, of = (round(1000 * p_value), "1,000") if p_value < 0.01 else (round(100 * p_value), "100")
    return f"Chance alone would do this about {'once' if times == 1 else f'{times} times'} in {of}"


def _amount(size: float, series: dict) -> str:
    """How much, with one more digit than the figures have: '2.81 points', '10.19 per 100,000'."""
    unit = series["unit"]
    text = difference(size, unit, series["decimals"] + 1)
    return text if unit in ("%", "£", "") else f"{text} {unit}"


def is_tested(row: dict) -> bool:
    """Whether a comparison is by a test, and not only a position among others."""
    return row["rule"] is not None and row["rule"] not in POSITIONS


def comparison_status(row: dict) -> str:
    """The status that gives a comparison its symbol and colour."""
    words = row["words"]
    if words is None:
        return "untold"
    side = words.rpartition(" ")[2]
    named = {"better": "better", "worse": "worse", "higher": "rising", "lower": "falling", "similar": "same"}
    return "check" if words == OUTLIER else named.get(side, "unclear")


def comparison(row: dict, name: str) -> str:
    """A comparison in a few words: 'no clear difference from England', 'slightly worse than most similar areas'.

    `name`: of the comparator. Words for a position never speak of chance, and never of the comparator's own figure.
    """
    words = row["words"]
    if words is None:
        return f"no comparison with {name}"
    among = name if row["comparator"] == "similar" else f"places in {name}"
    if words == OUTLIER:
        return f"very far from {among}: a person must look"
    if words == "broadly similar":
        return f"much like {among if row['comparator'] == 'similar' else f'other {among}'}"
    if words == "no clear difference":
        return f"no clear difference from {name}"
    return f"{words} than {name if is_tested(row) else f'most {among}'}"


def comparison_figure(row: dict, series: dict) -> str | None:
    """The figure that the words are about: the comparator's own, or the middle of the others."""
    unit, decimals = series["unit"], series["decimals"]
    if row["words"] is None:
        return None
    if is_tested(row):
        return figure(row["comparator_value"], unit, decimals)
    return f"middle {figure(row['median'], unit, decimals)}"


def comparison_sum(row: dict, series: dict, name: str) -> list[str]:
    """The sum behind a comparison, line by line."""
    unit, decimals = series["unit"], series["decimals"]
    if row["words"] is None:
        return [f"Not compared with {name}: {row['missing_reason']}."]
    apart = f"{_amount(row['difference'], series)} {'above' if row['difference'] > 0 else 'below'}"
    if abs(row["difference"]) < SAME:
        apart = "The same as"
    against = figure(row["compared_with"], unit, decimals)
    if is_tested(row):
        whole = "" if row["rule"] == "two_intervals" else " without this place"
        test = f"z is {_signed(row['z'])}" if row["z"] is not None else "an exact test"
        lines = [f"{apart} {name}{whole}, {against}: {test}. {chance(row['p_value'])}."]
        lines.append(
            f"For a list of exceptions its chance is adjusted to {row['q_value']:.2g}; up to 0.1 it is listed: "
            f"{'listed' if row['is_exception'] else 'not listed'}."
        )
        return lines
    low, high = (figure(row[limit], unit, decimals) for limit in ("lower_quartile", "upper_quartile"))
    lines = [
        f"{apart} the middle of {row['area_count']} others, {against}; half of them lie from {low} to {high}.",
        f"That is {abs(row['distance']):.1f} typical distances from the middle. A place among others, not a test.",
    ]
    if row["other_period_count"]:
        lines.append(f"{row['other_period_count']} more are left out: their figure is of another period.")
    return lines


def rank(row: dict) -> str | None:
    """A rank as the two places between which it lies: 'between 4th and 10th of 11'; None where nobody can say."""
    if row["rank_low"] is None:
        return None
    low, high, of = int(row["rank_low"]), int(row["rank_high"]), row["area_count"] + 1
    return (
        f"{_ordinal(low)} of {of}, at 95%" if low == high else f"between {_ordinal(low)} and {_ordinal(high)} of {of}"
    )


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
