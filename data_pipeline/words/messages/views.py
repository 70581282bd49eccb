"""What each kind of view says in a text to send on: the place, the figure with its year, and how sure it is."""

from datetime import date

from data_pipeline.words import cards, figures, tallies
from data_pipeline.words.messages.fitting import first_that_fits, fitted, titled
from data_pipeline.words.paragraphs import Clause

SITE = "Whether the place you live in is keeping its promises: published figures for English local areas."
CHANCE = "promise.chance"  # The rule of a sentence that belongs to the one before it.
ENDS = ("promise.end", "rating.")


def opening(is_example: bool, as_of: str | None) -> str:
    """What is said first of a worked example, and of what is not of today."""
    known = f"As known on {figures.day(date.fromisoformat(as_of))}: " if as_of else ""
    return f"{cards.EXAMPLE}. {known}" if is_example else known


def site(places: int) -> str:
    """Of the page on which a place is found."""
    return (
        f"Did your area keep the promises it made from 2008 to 2011? What was measured in each of {places} districts "
        "of England, and what got better."
    )


def about(section: str) -> str:
    """Of a section of the page about the data."""
    return fitted([f"{section}: where the figures of the Local Area Report Card come from, and how they are judged."])


def card(place: str, year: str, counts: dict, before: str = "") -> str:
    """Of a card of national figures. `counts` of the whole card; its parts add up to the measures that are named."""
    better, worse, same = counts["better"], counts["worse"], counts["same"]
    chance = counts["unclear"] + counts["better_untested"] + counts["worse_untested"]
    judged = better + worse + same + chance
    if not judged:
        have = f"{counts['with_figure']} of the {counts['measures']} measures held here have a figure"
        why = "the year before the agreements" if year == cards.START else "none of them has one for 2007/08"
        return fitted([f"{place}, {year}: {have}; {why}."], before)
    measures = "1 measure" if judged == 1 else f"{judged} measures"
    sure = f"of {measures} since 2007/08, {_none(better)} clearly got better and {_none(worse)} clearly worse"
    rest = [f"{chance} could be chance"] if chance else []
    rest += [f"{same} did not change"] if same else []
    return fitted([f"{place}, {year}: {sure}{'; ' if rest else ''}{', '.join(rest)}."], before)


def _none(count: int) -> str:
    return f"{count}" if count else "none"


def agreement(place: str, known: dict, found: list[tallies.Tally], before: str = "") -> str:
    """Of an agreement: how many promises it made, and what became of them. `known` of marts.agreements."""
    of_it = next((tally for tally in found if tally.sort == "promises"), None)
    if of_it is None:
        return fitted([f"{place}: no promise of its agreement{_years(known)} is in the papers found."], before)
    made = f"{place} made {of_it.total} promise{'' if of_it.total == 1 else 's'} in its agreement{_years(known)}"
    # Where all parts of the sum find no room it is said without them: some of them would look like all.
    said = f"{before}{made}: {tallies.parts(of_it)}.", f"{before}{made}. What became of each is on this page."
    return first_that_fits(*said, f"{before}{made}.")


def audit(place: str, known: dict, findings: list[dict], before: str = "") -> str:
    """Of the targets of an agreement that need checking."""
    said = figures.lower_first(tallies.audit(findings))
    return first_that_fits(f"{before}{place}, agreement{_years(known)}: {said}", f"{before}{place}: {said}")


def _years(known: dict) -> str:
    start, end = known["period_start"], known["period_end"]
    return f" of {start.year} to {end.year}" if start and end else ""


def measure(place: str, line: dict, series: dict, clauses: list[Clause], before: str = "") -> str:
    """Of a figure of a place without its counts, and what is said of it; `clauses` as words.paragraphs has them."""
    after = f": no figure for {place}, {line['reporting_year']}."
    if line["value"] is not None:
        now = figures.figure(line["value"], series["unit"], series["decimals"])
        after = f": {now} in {place}, {line['period_label']}."
    return titled(series["series_title"], after, [clause.text for clause in clauses[1:]], before)


def england(series: dict, year: str, value: float | None, before: str = "") -> str:
    """Of a measure where no place was chosen."""
    if value is None:
        return titled(series["series_title"], f", {year}: no figure for England as a whole.", [], before)
    now = figures.figure(value, series["unit"], series["decimals"])
    return titled(series["series_title"], f": {now} in England, {year}.", _good_way(series), before)


def promise(row: dict, clauses: list[Clause], before: str = "") -> str:
    """Of a promise: what happened, then what became of it, with whether that could be chance in the same breath."""
    said: list[tuple[bool, str]] = []
    for clause in clauses[1:]:
        if clause.rule == CHANCE:
            is_other, text = said.pop()
            said.append((is_other, f"{text} {clause.text}"))
        else:
            said.append((not clause.rule.startswith(ENDS), clause.text))
    more = [text for _, text in sorted(said, key=lambda one: one[0])]
    return titled(row["title"], clauses[0].text.removeprefix(row["title"]), more, before)


def map_of(place: str, series: dict, year: str, rows: list[dict], before: str = "") -> str:
    """Of a map: the lowest and the highest figure, and which way is good."""
    known = sorted((row for row in rows if row["value"] is not None), key=lambda row: row["value"])
    title = series["series_title"]
    if not known:
        return titled(title, f", {year}, {place}: no place on this map has a figure.", [], before)
    low, high = (
        f"{figures.figure(row['value'], series['unit'], series['decimals'])} in {row['name']}"
        for row in (known[0], known[-1])
    )
    return titled(title, f", {year}, {place}: from {low} to {high}.", _good_way(series), before)


def counted(place: str, title: str, year: str, known: int, places: int, before: str = "") -> str:
    """Of a map of figures as papers print them, of which none is the lowest."""
    return titled(title, f", {year}, {place}: {known} of {places} districts have a figure.", [], before)


def _good_way(series: dict) -> list[str]:
    return [good] if (good := figures.GOOD_WAY.get(series["polarity"])) else []
