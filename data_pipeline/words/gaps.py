"""Gaps in words: how far the worst-off are behind the average, whether that narrowed, because of whom, and how sure."""

from data_pipeline.words import figures
from data_pipeline.words.promises import as_printed
from data_pipeline.words.ratings import Verdicts

# A gap that closes because others got worse is no good news, and that is said.
CLOSED_BY_GETTING_WORSE = ("both worse, average faster", "worst-off still, average worse")
LEAST_SHARE = 2  # Of a hundred: a smaller move of the gap's share of the average is not worth a sentence.


def gap(row: dict, series: dict, place: str, verdicts: Verdicts) -> str:
    """Where the most deprived tenth and the average stand, and what became of the gap: `row` of queries.gaps.

    'Hastings, the most deprived district of East Sussex: 8.2% in 2010/11; East Sussex as a whole: 7.8%. That is ...'
    """
    if row["gap"] is None:
        return f"The gap between {place} and its most deprived districts cannot be shown: {row['missing_reason']}."
    unit, decimals = series["unit"], series["decimals"]
    worst_off, average = (figures.figure(row[name], unit, decimals) for name in ("worst_off_value", "average_value"))
    said = f"{whom(row, place)}: {worst_off} in {row['reporting_year']}; {whole(row, place)}: {average}."
    told = moved(row, unit, decimals, row["start_year"], "the most deprived", "the average", verdicts)
    return f"{said} {standing(row, unit, decimals, 'the most deprived')} {told}".strip()


def whom(row: dict, place: str) -> str:
    """'The most deprived tenth of the districts of England (32 of 326)'; of a county the district by its name."""
    if row["tenth_count"] == 1:
        return f"{row['districts'][0]}, the most deprived district of {place}"
    known = row["with_figure"]
    some = "" if known == row["tenth_count"] else f", {known} of them with figures"
    return f"The most deprived tenth of {place}'s districts ({row['tenth_count']} of {row['district_count']}{some})"


def whole(row: dict, place: str) -> str:
    return f"{place} as a whole" if row["average_is"] == "published" else f"all districts of {place} together"


def standing(row: dict, unit: str, decimals: int, worst_off: str) -> str:
    """'That is a gap of 2.6 points.' Above zero the worst-off are worse."""
    size = figures.difference(row["gap"], unit, decimals)
    if not figures.shows(size):
        return "There is no gap to speak of."
    size = size if unit in ("%", "£", "") else f"{size} {unit}"
    if row["gap"] < 0:
        return f"That is no gap: {worst_off} do better, by {size}."
    people = row.get("gap_people")
    among = f", about {people:,.0f} of the {row['people_counted']:,.0f} counted there" if people else ""
    return f"That is a gap of {size}{among}."


def moved(row: dict, unit: str, decimals: int, since: str, worst_off: str, average: str, verdicts: Verdicts) -> str:
    """'Since 2007/08 the gap narrowed by 3.6 points, from 9.9 points: both got better, the most deprived by more.'"""
    if row["movement"] is None:
        return ""
    reason = verdicts["gap reason"][row["reason"]]["phrase"].format(worst_off=worst_off, average=average)
    size, before = (figures.difference(row[name], unit, decimals) for name in ("change", "start_gap"))
    if row["movement"] == "unchanged":
        said = f"Since {since} that has not changed by more than rounding could make: {reason}."
    elif row["movement"] == "narrowing" and row["gap"] <= 0:
        said = f"Since {since} a gap of {before} has closed: {reason}."
    elif row["movement"] == "narrowing":
        said = f"Since {since} the gap narrowed by {size}, from {before}: {reason}."
    elif row["movement"] == "widening" and row["start_gap"] <= 0:
        said = f"In {since} there was no such gap; since then it moved by {size}: {reason}."
    elif row["movement"] == "widening":
        said = f"Since {since} the gap widened by {size}, from {before}: {reason}."
    elif not row["start_gap"]:
        said = f"In {since} there was no gap: {reason}."
    elif row["movement"] == "further ahead" or not row["gap"]:
        said = f"In {since} they did better by {before}: {reason}."
    else:
        said = f"In {since} they did better by more, {before}: {reason}."
    if row["movement"] == "narrowing" and row["reason"] in CLOSED_BY_GETTING_WORSE:
        said += " Nobody is better off for that."
    return f"{said} {_relative(row, average)}".strip()


def _relative(row: dict, average: str) -> str:
    """Said only where points and shares disagree: of a smaller whole the same points are more."""
    now, before = row["relative_gap_pct"], row["start_relative_gap_pct"]
    if row["movement"] not in ("narrowing", "widening") or now is None or before is None or min(now, before) <= 0:
        return ""
    if abs(now - before) < LEAST_SHARE or (now > before) == (row["movement"] == "widening"):
        return ""
    verb = "grew" if now > before else "shrank"
    return f"As a share of {average} it {verb}, from {before:.0f}% to {now:.0f}%."


def certainty(row: dict, is_complete: bool) -> str:
    """Whether the change could be chance, and why nobody can tell where nobody can. `is_complete`: all is counted."""
    if row["movement"] in (None, "unchanged"):
        return ""
    if is_complete:
        return "Everything is counted, so that is no chance."
    if row["is_change_clear"] is None:
        why = "our copy has no interval for some of these figures" if row["is_apart"] else "the two figures share years"
        return f"Nobody can tell whether that is more than chance: {why}."
    if row["is_change_clear"]:
        return "That is more than chance: by chance so much comes about less than once in 20 times."
    return "That could be chance: by chance so much comes about more than once in 20 times."


def method(row: dict, place: str) -> str:
    """How the tenth and the average were worked out."""
    names = figures.listed(row["districts"])
    fixed = "a place chosen for a bad figure would seem to catch up by chance alone."
    if row["tenth_count"] == 1:
        chosen = (
            f"{names} is the most deprived of {row['district_count']} districts by the Index of Multiple Deprivation "
            f"of 2007, whatever the year and the measure: {fixed}"
        )
    else:
        chosen = (
            f"{names}. They are the most deprived by the Index of Multiple Deprivation of 2007, whatever the year and "
            f"the measure: {fixed} Their average is weighted by all the people who lived in each in 2008, not by those "
            "whom the measure counts."
        )
    if row["average_is"] == "published":
        return f"{chosen} The average is the figure published for {place}."
    return (
        f"{chosen} For {place} itself none is published in both years: its average is that of "
        f"{row['districts_in_average']} districts with a figure in each, weighted by the people of 2008."
    )


def drawn(rows: list[dict], series: dict, place: str) -> str:
    """The chart of a gap in words."""
    first, last = rows[0], rows[-1]
    sizes = [signed(row["gap"], series["unit"], series["decimals"]) for row in (first, last)]
    return (
        f"Two lines, {series['series_title']}: the most deprived districts of {place} and the average, the gap between "
        f"them shaded. Gap: {sizes[0]} in {first['reporting_year']}, {sizes[1]} in {last['reporting_year']}; below "
        "zero the most deprived do better."
    )


def signed(amount: float, unit: str, decimals: int) -> str:
    """A gap in a table: '2.6 points', '−1.3 points', '£12'."""
    text = figures.short_figure(amount, unit, decimals)
    return f"{text[:-1]} points" if unit == "%" else text


# Within an agreement: its worst districts beside the whole, from the papers' own figures.


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
    told = moved(row, unit, decimals, row["start_period_label"], "the worst", "the whole", verdicts)
    before = figures.listed(row["start_districts"])
    other = f" Then the worst was {before}." if row["movement"] and before != worst else ""
    return f"{said} {standing(row, unit, decimals, 'the worst')} {told}{other}".strip()


def promise_tally(rows: list[dict], verdicts: Verdicts) -> str:
    """'Of 9 gaps, 7 widened, 1 narrowed and 1 did not change.'"""
    if len(rows) < 2:
        return ""
    counts = {told["word"]: 0 for told in verdicts["gap movement"].values()}
    for row in rows:
        counts[verdicts["gap movement"][row["movement"]]["word"]] += 1
    return f"Of {len(rows)} gaps, {figures.listed([f'{count} {word}' for word, count in counts.items() if count])}."


def promise_method(rows: list[dict]) -> str:
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
