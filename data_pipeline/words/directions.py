"""Directions of travel in words, short for a line and long for the sum behind it."""

from collections import Counter
from collections.abc import Callable

from data_pipeline.words.figures import apart_by, chance, finer, signed
from data_pipeline.words.ratings import Verdicts

CONFIRMED = "9.55"  # Fingertips' limit as its site prints it; a test holds it to the one that statistics use.


def direction(row: dict, verdicts: Verdicts) -> tuple[str, str]:
    """The status and the word of a direction: ('better', 'Improving'); what could not be tested cannot be told."""
    told = verdicts["direction"][row["verdict"]]
    return told["status"], told["word"]


def called(verdict: str | None, verdicts: Verdicts) -> str:
    """The word of a verdict in the midst of a sentence; where there is none nobody can tell."""
    return verdicts["direction"][verdict or "cannot tell"]["word"].lower()


def why_not(row: dict, verdicts: Verdicts) -> str | None:
    """Why a direction cannot be told yet, in a few words; None where it can."""
    return None if direction(row, verdicts)[0] != "untold" else why_not_tested(row, verdicts)


def why_not_tested(row: dict, verdicts: Verdicts) -> str:
    """Why there is no test of a direction, in a few words: 'our copy of this series carries no margin of error'."""
    if row["has_break"] and row["points"] == 1:
        return "only one figure since its borders or its measure changed"
    return verdicts["direction reason"][row["reason"]]["phrase"]


def untold(rows: list[dict], verdicts: Verdicts) -> str:
    """Once for a card, of how many lines nobody can tell a direction yet, and why."""
    reasons = Counter(reason for row in rows if (reason := why_not(row, verdicts)))
    if not reasons:
        return ""
    lines = "line" if len(rows) == 1 else "lines"
    why = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common())
    return f"In {reasons.total()} of {len(rows)} {lines} nobody can tell a direction of travel yet: {why}."


def span(row: dict) -> str:
    """From which period to which a direction goes: '2006/07 to 2010/11'."""
    # 'April 2008 to June 2008' has a 'to' of its own.
    word = ", and up to " if " to " in row["since_year"] else " to "
    return f"{row['since_year']}{word}{row['reporting_year']}"


def direction_sum(row: dict, series: dict, verdicts: Verdicts) -> list[str]:
    """The sum behind a direction, line by line, in the measure's own unit."""

    def size(amount: float) -> str:
        return finer(amount, series)

    count = row["points_judged"]
    if count == 1:
        return [f"There is one figure to judge: {row['reporting_year']}."]
    lines = [f"Judged: the latest {count} figures, {span(row)}."]
    if row["has_break"]:
        lines.append("Earlier figures are of other borders, another length of time or another measure.")
    moved = (
        f"{'up' if row['change'] > 0 else 'down'} {apart_by(row['change'], series)}" if row["change"] else "the same"
    )
    lines.append(f"The last figure beside the first: {moved}.")
    if row["rule"] == "direction.xmr":
        return [*lines[:-1], *_swing(row, size, verdicts)]
    if row["p_value"] is None:
        return [*lines, f"No test was made: {why_not_tested(row, verdicts)}."]
    if row["change_per_year"] is not None:
        way = "up" if row["change_per_year"] > 0 else "down"
        lines.append(f"The line through them goes {way} by {size(row['change_per_year'])} a year.")
    test = "an exact test" if row["rule"] == "direction.two_points_exact" else f"z is {signed(row['statistic'])}"
    if row["rule"] == "direction.fingertips":
        test = f"chi-square is {row['statistic']:.2f}, and {CONFIRMED} is needed"
    lines.append(f"From {row['evidence']}: {test}. {chance(row['p_value'])}.")
    lines.append(
        f"The smallest change over these years that could have been told from chance, once in 20: "
        f"{size(row['smallest_detectable'])}."
    )
    if row["rule"] == "direction.fingertips":
        lines.append(
            f"Under Fingertips’ rule (once in 500): {called(row['verdict'], verdicts)}. By our own test of the "
            f"same figures (once in 20): {called(row['verdict_95'], verdicts)}."
        )
    return lines


def _swing(row: dict, size: Callable[[float], str], verdicts: Verdicts) -> list[str]:
    """The usual swing of quarters or months, what stands out of it, and where the target lies."""
    way = "above" if row["change"] > 0 else "below"
    lines = [
        f"They usually swing by {size(row['smallest_detectable'])} either way around their mean; the latest lies "
        f"{size(row['change'])} {way} it."
    ]
    if row["signal"]:
        said = "; ".join(verdicts["signal"][signal]["phrase"] for signal in row["signal"].split(", "))
        lines.append(f"More than the usual swing: {said}.")
    else:
        lines.append("Nothing in them is more than the usual swing.")
    if row["assurance"]:
        assured = verdicts["assurance"][row["assurance"]]["phrase"]
        lines.append(f"The target lies {row['target_lies']} the usual swing: {assured}.")
    return lines
