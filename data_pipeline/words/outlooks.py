"""The outlook of a promise in words, with its sum; and how earlier outlooks came out."""

import re

from data_pipeline.words.figures import day
from data_pipeline.words.ratings import Verdicts, amount, number


def scale(promise: dict) -> dict:
    """The unit and the decimals in which sizes of a promise are said: those that its paper prints."""
    printed = promise["value_as_published"] or ""
    decimals = re.search(r"\.(\d+)", printed)
    unit = "£" if printed.startswith("£") else "%" if "%" in printed or promise["unit"] == "%" else ""
    return {"unit": unit, "decimals": len(decimals[1]) if decimals else 0}


def outlook(row: dict, verdicts: Verdicts) -> tuple[str, str]:
    """The status and the words of an outlook: ('worse', 'Too slow so far')."""
    told = verdicts["outlook"][row["verdict"]]
    return told["status"], told["word"]


def outlook_sum(row: dict, promise: dict, verdicts: Verdicts) -> list[str]:
    """The sum behind an outlook, line by line. `row` of marts.promise_outlooks, `promise` of marts.promises."""

    def size(value: float) -> str:
        return amount(promise, value)

    when, target = day(row["target_end"]) if row["target_end"] else None, row["target_value"]
    why = verdicts["outlook reason"][row["reason"]]["phrase"] if row["reason"] else None
    if row["verdict"] == "cannot tell":
        return [f"Nobody can tell yet: {why}."]
    lines = []
    last = number(promise, row["last_value"])
    if row["rule"] == "outlook.final":
        return [f"The target for {when} was {number(promise, target)}; the figure for it is {last}."]
    if row["rule"] == "outlook.met":
        return [f"The latest figure, {last}, is as good as the target of {number(promise, target)} for {when}."]
    needed = f"{size(row['required_pace'])} a year is needed from now to reach {number(promise, target)} by {when}"
    if row["pace"] is not None:
        way = "improved" if row["pace"] >= 0 else "got worse"
        start = "the baseline" if row["pace_from"] == "baseline" else "the first figure"
        lines.append(f"It has {way} by {size(abs(row['pace']))} a year since {start}; {needed}.")
    if row["rule"] == "outlook.projection_80":
        span = " and ".join(number(promise, row[f"projected_{end}"]) for end in ("lower", "upper"))
        lines.append(
            f"If the line through the {row['points']} figures goes on, it will be "
            f"{number(promise, row['projected'])} by then; four times in five such a line ends between {span}."
        )
        lines.append(f"The chance of meeting the target on that line is {_share(row['chance_of_meeting'])}.")
    elif row["projected"] is not None:
        lines.append(
            f"If the pace so far goes on it will be {number(promise, row['projected'])} by then. This is not a "
            f"forecast: {why}."
        )
    if row["is_clipped"]:
        lines.append("The line was cut off where the measure ends.")
    if row["scale"] == "log odds":
        lines.append("Near all or nothing a straight line bends: it was drawn as odds.")
    return lines


def _share(share: float) -> str:
    """A chance in whole tenths: a finer one would say more than is known."""
    tenths = round(10 * share)
    return {0: "less than 1 in 20", 10: "more than 19 in 20"}.get(tenths, f"about {tenths} in 10")


def hindsight(row: dict, promise: dict, verdicts: Verdicts) -> str:
    """How an earlier outlook came out, in a sentence. `row` of marts.promise_hindsight."""
    outcome = number(promise, row["outcome"])
    said = f"On {day(row['edition'])}: {outlook(row, verdicts)[1].lower()}"
    if row["projected"] is None:
        return f"{said}. It came to {outcome}."
    span = ""
    if row["projected_lower"] is not None:
        low, high = (number(promise, row[f"projected_{end}"]) for end in ("lower", "upper"))
        span = f" ({low} to {high})"
    came = {True: ", inside the span", False: ", outside the span", None: ""}[row["is_inside"]]
    return f"{said}; the line led to {number(promise, row['projected'])}{span}. It came to {outcome}{came}."


def record(row: dict) -> str:
    """How often outlooks of one rule came true: `row` of marts.outlook_record."""
    count = row["outlooks"]
    parts = []
    if row["inside_pct"] is not None:
        parts.append(f"{row['inside_pct']:.0f}% ended inside the span that was to hold 80%")
    if row["nearer_pct"] is not None:
        parts.append(f"{row['nearer_pct']:.0f}% came nearer than if nothing had changed")
    if row["right_pct"] is not None:
        parts.append(f"{row['right_pct']:.0f}% of those that said which way were right")
    return f"{count} {'outlook' if count == 1 else 'outlooks'}: {'; '.join(parts) or 'none said which way'}."
