"""What an agreement's card says first: how many promises were kept, which went best and worst, what else is known."""

from data_pipeline.words.figures import figure, in_words, short_figure, upper_first
from data_pipeline.words.promises import printed
from data_pipeline.words.tallies import NOTHING, Tally, sentence

TITLES = {
    "success": ("None can be said to have gone well", "The one that went well", "The two that went best"),
    "shortfall": ("None can be said to have gone badly", "The one that went badly", "The two that went worst"),
}
BASIS = {
    "exact": "The national series of the same measure",
    "near": "The national series, a near measure,",
    "proxy": "The national series, which only stands in for it,",
}


def answer(found: list[Tally]) -> str:
    """'Of 60 promises, 16 were kept and 29 were missed. Of 14 nobody can say. One was dropped on the way.'

    The parts add up. Targets beside the agreement, and measures without one, are told apart. While any promise is
    running, as on every other view.
    """
    if not found or any(tally.running for tally in found):
        return sentence(found) or NOTHING
    said = [] if found[0].sort == "promises" else ["No promise of the agreement itself has been found."]
    for before, tally in zip([None, *found], found, strict=False):
        if before and _is_unsaid(before) and _is_unsaid(tally):
            targets = "one more target" if tally.total == 1 else f"{tally.total} more targets"
            said.append(f"The same goes for {targets} in its papers.")
        elif tally.sort == "without":
            count = upper_first(in_words(tally.total))
            said.append(f"{count} {'measure has' if tally.total == 1 else 'measures have'} no target.")
        else:
            said.append(_ended(tally))
    return " ".join(said)


def _is_unsaid(tally: Tally) -> bool:
    """Whether nobody can say of any of them what became of it."""
    return dict(tally.ends) == {"cannot be said": tally.total}


def _ended(tally: Tally) -> str:
    """What became of promises, or of targets beside them, that are all over."""
    total, ends = tally.total, dict(tally.ends)
    is_beside = tally.sort == "beside"
    kept, name = ("reached", "more target") if is_beside else ("kept", "promise")
    names = f"{name}s in its papers" if is_beside else f"{name}s"
    good, bad, unsaid = (ends.get(code, 0) for code in ("kept", "not kept", "cannot be said"))
    if _is_unsaid(tally):
        which = f"one {name}" if total == 1 else f"{total} {names}"
        return f"Nobody can say whether {'' if is_beside else 'its '}{which} {'was' if total == 1 else 'were'} {kept}."
    if total == 1:
        return f"{'One' if is_beside else 'Its one'} {name} was {kept if good else 'missed' if bad else 'dropped'}."
    for count, word in ((good, kept), (bad, "missed"), (tally.removed, "dropped on the way")):
        if count == total:
            return f"All {total} {names} were {word}."
    parts = [f"Of {total} {names}, {_were(good)} {kept} and {_were(bad)} missed."]
    parts += [f"Of {in_words(unsaid)} nobody can say."] if unsaid else []
    parts += [f"{upper_first(_were(tally.removed))} dropped on the way."] if tally.removed else []
    return " ".join(parts)


def _were(count: int) -> str:
    return f"{in_words(count)} {'was' if count == 1 else 'were'}"


def title(kind: str, count: int) -> str:
    """What stands above the promises that went best ('success') or worst ('shortfall')."""
    return TITLES[kind][count]


def line(row: dict) -> str:
    """A promise in its papers' figures: '1,731 in 2007/08, 1,124 in 2010/11; 1,400 was due'."""
    start = None if row["starts_after_figure"] else printed(row, "baseline")
    path = [_in(start, row["baseline_period_label"])] if start else []
    path.append(_in(printed(row), row["period_label"]))
    due = printed(row, "milestone") or printed(row, "final")
    return f"{', '.join(path)}{f'; {due} was due' if due else ''}"


def _in(text: str, period: str | None) -> str:
    return text if not period or "(" in text or period in text else f"{text} in {period}"


def national(row: dict) -> str:
    """What the national series beside a promise without a figure did: never held against the promise.

    `row`: the line of a report card, with the card of its series.
    """
    return f"{BASIS[row['basis']]} {went(row)}."


def went(row: dict) -> str:
    """'went from 12.0 in 2007/08 to 13.1 per 1,000 in 2010/11'; where it began later only what it was."""
    now = f"{figure(row['value'], row['unit'], row['decimals'])} in {row['period_label']}"
    if row["change_since_start"] is None:
        return f"was {now}"
    then = short_figure(row["start_value"], row["unit"], row["decimals"])
    return f"went from {then} in {row['start_period_label']} to {now}"
