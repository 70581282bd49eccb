"""Gaps within an agreement, in words: its worst districts beside the whole, from the papers' own figures."""

from data_pipeline.words import figures, gaps
from data_pipeline.words.promises import as_printed
from data_pipeline.words.verdicts import Verdicts


def promise_gap(row: dict, verdicts: Verdicts) -> str:
    """Where the worst districts and the whole stand, and what became of the gap: `row` of queries.promise_gaps.

    'Port Pretend: 29.3% in 2010/11, the whole 25.9%. That is a gap of 3.4 points. Since 2007/08 the gap widened ...'
    """
    unit, decimals = _unit(row), row["decimals"]
    worst = figures.listed(row["districts"])
    if row["tenth_count"] == 1:
        now = as_printed(row["worst_as_published"][0], row["worst_value"], None, row["unit"])
    else:
        now = figures.figure(row["worst_value"], unit, decimals)
    whole = as_printed(row["whole_as_published"], row["whole_value"], None, row["unit"])
    said = f"{worst}: {now} in {row['period_label']}, the whole {whole}."
    told = gaps.moved(row, unit, decimals, row["start_period_label"], "the worst", "the whole", verdicts)
    before = figures.listed(row["start_districts"])
    other = f" Then the worst was {before}." if row["movement"] and before != worst else ""
    return f"{said} {gaps.standing(row, unit, decimals, 'the worst')} {told}{other}".strip()


def tally(rows: list[dict], verdicts: Verdicts) -> str:
    """'Of 9 gaps, 7 widened, 1 narrowed and 1 did not change.'"""
    if len(rows) < 2:
        return ""
    counts = {told["word"]: 0 for told in verdicts["gap movement"].values()}
    for row in rows:
        counts[verdicts["gap movement"][row["movement"]]["word"]] += 1
    return f"Of {len(rows)} gaps, {figures.listed([f'{count} {word}' for word, count in counts.items() if count])}."


def method(rows: list[dict]) -> str:
    """How the worst were chosen, how sure that is, and which measures have no gap."""
    said = (
        "The worst are the tenth of the districts (at least one) whose own figure was worst, chosen afresh in each of "
        "the two years: districts chosen once for a bad year would seem to catch up by chance alone. Nobody can tell "
        "how much of a change is chance: the worst figure of a year is partly bad luck, in both years."
    )
    without = [row for row in rows if row["missing_reason"]]
    for reason in dict.fromkeys(row["missing_reason"] for row in without):
        titles = figures.listed([f"“{row['title']}”" for row in without if row["missing_reason"] == reason])
        said += f" No gap is shown of {titles}: {reason}."
    return said


def _unit(row: dict) -> str:
    """A long unit is an explanation; a share stays one, of whatever it is."""
    unit = row["unit"] or ""
    return "%" if unit.startswith("%") else unit if len(unit) <= 25 else ""
