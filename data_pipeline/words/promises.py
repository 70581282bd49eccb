"""Promises in words: what was promised, what came of it, as the papers print it."""

import re

from data_pipeline.words.figures import partial_day, upper_first

REASONS = {
    "suppressed": "Withheld: too few people",
    "not available": "Not available",
    "not due": "Not due yet",
    "not applicable": "Does not apply",
    "empty": "Left empty in the paper",
}
# Of a target its kind, as it is called and what that means.
KINDS = {
    "designated": ("Designated", "agreed with government, which is told of it; an agreement may have 35"),
    "statutory": ("Statutory", "an education or childcare target that every area must have"),
    "local": ("Local", "the area's own promise, equal in standing, not reported to government"),
    "in the agreement": ("In the agreement", "the paper says no more than that"),
    "national indicator": ("National indicator", "reported beside the agreement, not promised in it"),
    "council measure": ("Council measure", "the council's or a partner's own target, not in the agreement"),
    "earlier agreement": (
        "Earlier agreement",
        "promised in an agreement before that of 2008; history, which we do not rate",
    ),
    "no target": ("No target", "reported without a target"),
}

NO_LEAD = "Lead not declared"  # The same words wherever a target stands whose papers name nobody who leads.


def no_target(place: str) -> str:
    """Beside a published figure that nothing was promised about."""
    return f"No target of {place} for this measure is in the papers held here."


def as_printed(printed: str | None, value: float | None, reason: str | None, unit: str | None) -> str | None:
    """A figure of a pack in the paper's own words, with its unit where the paper leaves that to the heading.

    '48.5%' and 'TBC' stay as they are; '2,882' of homes is '2,882 homes'. Words where there is a reason and
    no text; None where there is neither.
    """
    if printed is None:
        return REASONS.get(reason) if reason else None
    if value is None or not re.fullmatch(r"[-+−]?[\d,]*\.?\d+", printed) or unit in (None, "not printed"):
        return printed
    if unit == "%" or unit == "£":
        return f"{printed}%" if unit == "%" else f"£{printed}"
    # A long unit is an explanation, and stands elsewhere.
    return f"{printed} {unit}" if len(unit) <= 25 and not unit.startswith("number") else printed


def titled(row: dict) -> str:
    """The title of a target, with its place where that is not the whole area: several may be called alike."""
    is_told = row["area_code"] == row["agreement_code"] or row["area_name"] in row["title"]
    return row["title"] if is_told else f"{row['title']}, {row['area_name']}"


def printed(promise: dict, which: str = "") -> str | None:
    """One of a promise's figures as its paper prints it: 'baseline', 'milestone', 'final', or '' for what happened."""
    name = f"{which}_as_published" if which else "value_as_published"
    prefix = f"{which}_" if which else ""
    # A national unit is the definition's word, not the paper's.
    unit = None if promise["is_national"] else promise["unit"]
    return as_printed(promise[name], promise[f"{prefix}value"], promise[f"{prefix}reason"], unit)


def with_period(printed: str, label: str | None) -> str:
    """A figure with its period behind it, unless the paper prints it there already."""
    return printed if not label or "(" in printed or label in printed else f"{printed} ({label})"


def promise(row: dict) -> str:
    """A promise and what came of it, in the papers' own figures.

    'It started at 18.7% (school year 2006/07). 17.0% was due by school year 2010/11, and it was 18.3%.'
    """
    start, due, final, now = (printed(row, which) for which in ("baseline", "milestone", "final", ""))
    parts = []
    if start and row["starts_after_figure"]:
        parts.append(
            f"It starts from {with_period(start, row['baseline_period_label'])}, which is later than its figure."
        )
    elif start:
        parts.append(f"It started at {with_period(start, row['baseline_period_label'])}.")
    elif row["kind"] != "no target":
        parts.append("Where it started is not published.")
    if final and final != due:
        parts.append(f"The final target is {with_period(final, row['final_period_label'])}.")
    if now is None:
        parts.append("What happened is not published here.")
    elif row["value"] is None:
        parts.append(f"The paper's word for {row['period_label'] or 'it'}: {now}.")
    else:
        parts.append(f"The latest figure is {with_period(now, row['period_label'])}.")
    if due:
        parts.append(f"{upper_first(due)} was due by then.")
    return " ".join(parts)


def change_of_promise(change: dict) -> str:
    """'The milestone for 2010/11 was 3286 (2010); it became 2,800 (27 June 2011).'"""
    period = f" for {change['period_label']}" if change["period_label"] else ""
    name = "figure" if change["what"] == "outturn" else change["what"]
    was = f"{change['was_as_published'] or 'empty'}{_said(change['was_said_on'])}"
    became = f"{change['became_as_published'] or 'empty'}{_said(change['became_said_on'])}"
    return f"The {name}{period} was {was}; it became {became}."


def _said(text: str | None) -> str:
    return f" ({partial_day(text)})" if text else ""


def is_led(row: dict) -> bool:
    """Whether anybody is named who leads or helps."""
    return (row["lead_partner"] or "not published") != "not published" or bool(partners_of(row))


def lead(row: dict) -> str:
    """Who leads a target, as its paper names them."""
    named = row["lead_partner"]
    return named if named and named != "not published" else NO_LEAD


def led_by(row: dict) -> str:
    """Who leads, and with whom: 'Led by the council, with 3 others'; empty where there is no target to lead."""
    if row["kind"] == "no target":
        return ""
    said = NO_LEAD if (named := lead(row)) == NO_LEAD else f"Led by {named}"
    partners = partners_of(row)
    if len(partners) > 2:
        return f"{said}, with {len(partners)} others"
    return f"{said}, with {' and '.join(partners)}" if partners else said


def partners_of(row: dict) -> list[str]:
    return [name.strip() for name in (row["contributing_partners"] or "").split(";") if name.strip()]
