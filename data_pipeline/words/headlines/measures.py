"""What a card of national figures says first: what surely got better or worse, and what that means in people."""

import re

from data_pipeline.words.cards import START
from data_pipeline.words.figures import figure, in_words, short_figure, upper_first

JUDGED = ("better", "worse", "same", "unclear", "better_untested", "worse_untested")
LISTED = 2  # Of those that got better as many at most as of those that got worse.


def answer(year: str, counts: dict) -> str:
    """'Of 12 measures from 2008 to 2011, one surely got better and two surely got worse. The other nine could be
    chance.' The parts add up. `counts` of the whole card, as queries.card_counts gives them.
    """
    if year == START:
        return "The agreements began after this year. Each later change is counted from it."
    years = f"2008 to {int(year[:4]) + 1}"
    better, worse, same = (counts[name] for name in ("better", "worse", "same"))
    judged = sum(counts[name] for name in JUDGED)
    chance = judged - better - worse - same
    if judged == 0:
        return f"No measure here has figures from {years}. So nobody can say what got better."
    if judged == 1:
        told = f"surely got {'better' if better else 'worse'}" if better + worse else "stayed the same"
        told = "may have moved by chance" if chance else told
        return f"The one measure with figures from {years} {told}."
    moved = "none surely got better or worse"
    if better + worse:
        moved = f"{in_words(better)} surely got better and {in_words(worse)} surely got worse"
    return " ".join([f"Of {judged} measures from {years}, {moved}.", *_rest(judged, same, chance)])


def _rest(judged: int, same: int, chance: int) -> list[str]:
    if chance == judged:
        return ["What moved could be chance."]
    stayed = f"{upper_first(in_words(same))} stayed the same" if same else ""
    other = f"the other {in_words(chance)} could be chance" if chance else ""
    said = " and ".join(part for part in (stayed, other) if part)
    return [f"{upper_first(said)}."] if said else []


def sides(year: str, counts: dict, rows: dict[str, dict], changes: list[dict]) -> list[tuple[str, str, list[tuple]]]:
    """What surely got better, and what worse: kind, title, and each measure listed, its row and what is said of it.

    None where nothing can be compared. `rows`: the lines of the card by series, each with the card of its series;
    `changes`: of queries.sure_changes_of_year.
    """
    if year == START or not any(counts[name] for name in JUDGED):
        return []
    found = []
    for kind in ("better", "worse"):
        changed = [rows[change["series_id"]] for change in changes if change["kind"] == kind]
        found.append((kind, title(kind, len(changed)), [(row, _told(row)) for row in changed[:LISTED]]))
    return found


def _told(row: dict) -> str:
    """From what to what, and in people too where that is known."""
    more = people(row, row)
    return f"{line(row)}.{f' {more}.' if more else ''}"


def title(kind: str, count: int) -> str:
    """What stands above the measures that surely got better, or worse: that there are none, how many, which of them."""
    if count <= LISTED:
        return f"{upper_first(in_words(count))} surely got {kind}"
    return f"Two of the {in_words(count)} that surely got {kind}"


def line(row: dict) -> str:
    """What was and what is: '56.3 in 2005 to 2007, 40.4 per 100,000 in 2008 to 2010'."""
    then = short_figure(row["start_value"], row["unit"], row["decimals"])
    now = figure(row["value"], row["unit"], row["decimals"])
    return f"{then} in {row['start_period_label']}, {now} in {row['period_label']}"


def theme(counts: dict, year: str) -> str:
    """The measures of a theme, counted in parts that add up: '8 measures: 1 surely better, 4 could be chance, ...'"""
    total, judged = counts["measures"], sum(counts[name] for name in JUDGED)
    parts = [
        (counts["better"], "surely better"),
        (counts["worse"], "surely worse"),
        (counts["same"], "the same"),
        (judged - counts["better"] - counts["worse"] - counts["same"], "could be chance"),
        (counts["with_figure"] - judged, "with no figure from 2008" if year != START else f"with a figure for {year}"),
        (total - counts["with_figure"], f"with no figure for {year}"),
    ]
    said = [f"{count} {what}" for count, what in parts if count]
    if len(said) == 1 and total > 1:
        return f"{total} measures, {'none' if 'no figure for' in said[0] else 'all'} {_whole(said[0], year)}"
    return f"{total} {'measure' if total == 1 else 'measures'}: {', '.join(said)}"


def _whole(part: str, year: str) -> str:
    what = part.partition(" ")[2]
    return f"with a figure for {year}" if "no figure for" in what else what


def people(row: dict, series: dict) -> str | None:
    """'About 422 fewer homes than if it had stayed as it was'; None where no counts are published, or it is none.

    `row`: a line of a report card, with `if_unchanged` of marts.in_people.
    """
    return f"{_how_many(row, series)} than if it had stayed as it was" if _more(row) else None


def people_sum(row: dict, series: dict) -> str | None:
    """The sum behind it, and that it may be chance where it may."""
    if not _more(row):
        return None
    then = figure(row["start_value"], series["unit"], series["decimals"])
    chance = "" if row["is_change_clear"] else " That could be chance."
    return (
        f"{_how_many(row, series)} than if it had stayed as it was: {then}, as in {row['start_period_label']}, of "
        f"{row['denominator']:,.0f} would be {_expected(row):,}, and there were {row['numerator']:,.0f}. The sum does "
        f"not say why.{chance}"
    )


def _expected(row: dict) -> int:
    return int(row["if_unchanged"] + 0.5)


def _more(row: dict) -> int:
    return round(row["numerator"]) - _expected(row) if row["if_unchanged"] is not None else 0


def _how_many(row: dict, series: dict) -> str:
    more = _more(row)
    count = f"About {abs(more):,} {'more' if more > 0 else 'fewer'}"
    share = re.search(r" of {base} (.+)", series["counted"])
    if share:
        return f"{count} of the {row['denominator']:,.0f} {share[1]}"
    return f"{count} {re.search(r'{count} ([a-z ]+)', series['counted'])[1]}"
