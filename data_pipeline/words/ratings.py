"""What is judged, in words: how a verdict is marked, how promises stand and why, always with the sum.

The words of verdicts stand in definitions/verdicts.csv, as queries.verdicts gives them.
"""

import re

from data_pipeline.words.figures import lower_first, upper_first
from data_pipeline.words.promises import with_period

# Subject -> verdict -> subject, verdict, status (which gives symbol and colour), word, many, phrase.
Verdicts = dict[str, dict[str, dict]]

SYMBOLS = {
    "better": "✓", "worse": "!", "same": "=", "unclear": "?", "rising": "↑", "falling": "↓", "untold": "–",
    "check": "⚠",
}  # fmt: skip


def symbol(status: str) -> str:
    """The symbol of a status; 'better probable' and 'better unsure' have that of 'better'."""
    return SYMBOLS[status.split()[0]]


def why(row: dict) -> list[str]:
    """The sum behind a rating, each step a sentence: `row` of marts.ratings.

    The numbers, the rule, the uncertainty, what would change it, what simpler rules would say.
    """
    over = [ended(row)] if row["is_over"] else []
    if row["rating_code"] in ("unknown", "check"):
        why_not = f"{upper_first(row['why_not'] or 'a figure that is needed is missing')}."
        lines = [*over, why_not] if row["why_not"] != row["end_why"] else over or [why_not]
        if row["value"] is None:
            return lines
        if row["rating_code"] == "check":
            lines.append("This is a finding about the target, not about those who work for it.")
        return lines + _numbers(row)
    changing = [] if row["is_over"] else _what_would_change_it(row)
    return [*over, *_numbers(row), *_uncertainty(row), *changing, *_simpler_rules(row)]


def end(row: dict, verdicts: Verdicts) -> dict:
    """What became of a promise that is over: its verdict, `status` and `word`."""
    return verdicts["end beside" if row["is_beside"] else "end"][row["end_code"]]


def ended(row: dict) -> str:
    """Whether a promise that is over was kept, with the figure that says so, or why nobody can say."""
    name = "target" if row["is_beside"] else "promise"
    kept, not_kept = ("reached", "missed") if row["is_beside"] else ("kept", "not kept")
    if row["end_code"] == "cannot be said":
        return f"Whether the {name} was {kept} cannot be said: {lower_first(row['end_why'])}."
    told = kept if row["end_code"] == "kept" else not_kept
    return f"The {name} was {told}: for its last period, {row['end_period_label']}, it was {row['end_as_published']}."


def end_note(row: dict) -> str:
    """What stands beside the verdict of a promise that is over: the period it is for, and how far off it was.

    Where it cannot be said, how it stood by the last figure.
    """
    is_rated = row["rating_code"] not in ("unknown", "check")
    if row["end_code"] == "cannot be said":
        return f"in {row['period_label']}: {lower_first(row['rating'])}" if is_rated and row["period_label"] else ""
    facts = [row["end_period_label"], "could be chance" if row["end_could_be_chance"] else ""]
    if row["end_code"] == "not kept" and row["rating_code"] in ("close", "behind", "backwards"):
        facts.insert(1, lower_first(row["rating"]) if row["period_label"] == row["end_period_label"] else "")
    return "; ".join(fact for fact in facts if fact)


def rated(row: dict) -> tuple[str, str, str, str]:
    """Our rating of a promise: its code, symbol and word, and what stands beside it: the period, and chance."""
    facts = [row["period_label"], "could be chance" if row["could_be_chance"] else ""]
    return row["rating_code"], row["symbol"], row["rating"], "; ".join(fact for fact in facts if fact)


def stands(row: dict, verdicts: Verdicts) -> tuple[str, str, str, str]:
    """The same of a promise that may be over: then whether it was kept, with the status in place of the code."""
    if not row["is_over"]:
        return rated(row)
    told = end(row, verdicts)
    return told["status"], symbol(told["status"]), told["word"], end_note(row)


def _numbers(row: dict) -> list[str]:
    parts = []
    if row["start_as_published"] is not None:
        where = "it started at" if row["start_is"] == "baseline" else "no baseline is published; the figure before was"
        parts.append(f"{where} {with_period(row['start_as_published'], row['start_period_label'])}")
    if row["target_as_published"] is not None and row["target_end"] is not None:
        parts.append(f"promised was {with_period(row['target_as_published'], row['target_period_label'])}")
    period = row["period_label"]
    if row["due_is"] == "milestone":
        parts.append(f"the milestone for {period} was {row['milestone_as_published']}")
    elif row["due_is"] == "final target":
        parts.append(f"for {period} that is what was due")
    elif row["due_is"] == "straight line":
        line = number(row, row["due_value"])
        parts.append(f"for {period} a straight line between them gives {line} (our line, not an agreed milestone)")
    parts.append(f"what happened was {row['value_as_published']}")
    lines = [f"{upper_first('; '.join(parts))}."]
    if row["set_again_as_published"] is not None:
        again = with_period(row["set_again_as_published"], row["target_period_label"])
        lines.append(f"That is what stood for {period}. The target has been set again since: {again} is promised now.")
    share, due = row["delivered_share"], row["expected_share"]
    if row["rating_code"] == "check":
        return lines  # A share of a promise that cannot be right would mean nothing.
    if share is not None and due is not None:
        done = (
            f"{_percent(share)} of the promised improvement was delivered"
            if share >= 0
            else f"it moved the wrong way, by {_percent(-share)} of the promised improvement"
        )
        lines.append(f"So {done}, and {_percent(due)} was due.")
    elif row["promised_improvement"] is not None and abs(row["promised_improvement"]) < 1e-9:
        kept = row["tolerance_amount"] or row["standard_error"]
        lines.append(
            f"The promise was to stay as it was, give or take {amount(row, kept) if kept else 'nothing agreed'}."
        )
    if row["rating_code"] != "unknown":
        lines.append(f"The rule. {row['rating']}: {lower_first(row['meaning'])} A tie counts as reached.")
    if row["rating_code"] == "missed" and row["why_not"]:
        lines.append(f"{upper_first(row['why_not'])}.")
    return lines


def _uncertainty(row: dict) -> list[str]:
    if row["standard_error"] is None:
        return ["No interval, count or sample size is published, so nobody can tell how much of this is chance."]
    margin = amount(row, row["margin"])
    if row["could_be_chance"]:
        return [
            f"This could be chance: the figure is known to within {margin} either way, and what was due lies in reach."
        ]
    return [f"This is more than chance: the figure is known to within {margin} either way."]


def _what_would_change_it(row: dict) -> list[str]:
    if row["promised_improvement"] is not None and abs(row["promised_improvement"]) < 1e-9:
        return []
    marks = [("met", row["target_value"]), ("on track", row["due_value"])]
    if row["start_value"] is not None and row["due_value"] is not None:
        marks += [("close", row["close_from"]), ("behind, not worse than the start", row["start_value"])]
    said = [f"{word} from {number(row, value)}" for word, value in marks if value is not None]
    return [
        f"What would change it: {', '.join(said)} ({'higher' if row['polarity'] == 'higher' else 'lower'} is better)."
    ]


def _simpler_rules(row: dict) -> list[str]:
    lines = []
    if row["tolerance_amount"] is not None:
        kept = "kept" if row["is_kept_by_their_tolerance"] else "missed"
        lines.append(f"By the partnership's own tolerance of {row['tolerance']:g}{_tolerance(row)}: {kept}.")
    if row["is_within_5_pct"] is not None:
        said = ["inside" if row[name] else "outside" for name in ("is_within_5_pct", "is_within_10_pct")]
        lines.append(f"A plain rule of 5% of what was due would put it {said[0]}, and one of 10% {said[1]}.")
    if row["disagreement"]:
        lines.append(f"They called it “{row['published_rating']}”, which is {row['disagreement']}.")
    return lines


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("-", "−")


def _tolerance(row: dict) -> str:
    if row["tolerance_unit"] == "points":
        return " point" if row["tolerance"] == 1 else " points"
    return row["tolerance_unit"]


def amount(row: dict, size: float) -> str:
    """A distance: per cents differ by points."""
    text = number(row, size)
    return f"{text[:-1]} points" if text.endswith("%") else text


def number(row: dict, value: float) -> str:
    """A number of our own working, to one decimal more than the paper prints, with its % or £."""
    printed = row["value_as_published"] or ""
    decimals = re.search(r"\.(\d+)", printed)
    text = f"{value:,.{min(len(decimals[1]) + 1, 3) if decimals else 1}f}".replace("-", "−")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"£{text}" if printed.startswith("£") else f"{text}%" if "%" in printed else text


def masked(row: dict, verdicts: Verdicts) -> str:
    """What a figure for the whole area hides of one district: `row` of marts.masking."""
    people = f", where {row['population']:,.0f} people live," if row["population"] else ","
    return (
        f"as a whole {verdicts['rating'][row['area_rating_code']]['word']}, but {row['district']}{people} has "
        f"{'gone backwards' if row['district_rating_code'] == 'backwards' else 'fallen behind'}: "
        f"{with_period(row['start_as_published'], row['start_period_label'])} at the start, "
        f"{with_period(row['value_as_published'], row['period_label'])} now."
    )
