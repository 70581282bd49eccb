"""How one place stands beside a group, measure by measure and all together. Rows of queries.compared."""

from collections import Counter

from data_pipeline.words import comparisons
from data_pipeline.words.figures import figure, in_words, listed, short_figure
from data_pipeline.words.ratings import Verdicts, symbol

# What is said of chance, by `chance` of a row, of a difference; of places that are alike there is nothing to say.
CHANCE = {
    "sure": "More than chance: its margin of error stays clear of their middle.",
    "beyond": "More than chance, and not much.",
    "within": "Could be chance.",
    "unknown": "Untested: it may be chance.",
    "complete": "All is counted, so no chance is in it.",
}
SURE, LEANS, ALIKE, CHECK = "surely", "leans", "alike", "check"
FEWEST = 4  # Places: a test holds it to the number by which figures are compared.
NAMED = 10  # More places than these are counted.
SIDES = ("better", "worse", "higher", "lower")
TURNED = "Lower is better (turned)."
TESTED = {True: "More than chance, by a test.", False: "Could be chance, by a test."}


def of(row: dict) -> tuple[str, str | None]:
    """How a compared figure stands: SURE or LEANS with its side, ALIKE, or CHECK."""
    side = row["words"].split()[-1]
    if side in SIDES:
        return (SURE if row["is_sure"] else LEANS), side
    return (CHECK if row["words"].startswith("a person") else ALIKE), None


RUG = (
    "Each figure beside England’s own, or beside most of its places. “Unsure”: no test could be made, so it may be "
    "chance; “unclear”: a test finds no clear difference; “alike”: much like other places."
)
HEADINGS = {
    SURE: "Surely better or worse",
    LEANS: "Better or worse by little, or perhaps by chance",
    CHECK: "So far from them that a person must look",
    ALIKE: "Much like them, or no clear difference",
}


def parts(rows: list[dict]) -> list[tuple[str, str, list[dict]]]:
    """What can be compared, the sure first: of each part its kind, heading and rows, which keep their order."""
    found: dict[str, list[dict]] = {kind: [] for kind in HEADINGS}
    for row in rows:
        if row["why_not"] is None:
            found[of(row)[0]].append(row)
    return [(kind, HEADINGS[kind], mine) for kind, mine in found.items() if mine]


def lead(place: str, group: str, rows: list[dict], year: str) -> list[str]:
    """How many measures are surely better and worse, in sentences; the parts add up to those compared."""
    known = Counter(of(row) for row in rows if row["why_not"] is None)
    total = sum(known.values())
    if not total:
        return [f"No measure of {year} can be compared: {_why_none(rows)}."]
    measures = "the one measure" if total == 1 else f"the {total} measures"
    sides = [side for side in SIDES if known[SURE, side]]
    sure = (
        listed([f"surely {side} on {known[SURE, side]}" for side in sides]) if sides else "surely unlike them on none"
    )
    said = [f"Of {measures} of {year} that can be compared with {group}, {place} is {sure}."]
    leaning = sum(known[LEANS, side] for side in SIDES)
    if leaning:
        sides = [f"{side} on {known[LEANS, side]}" for side in SIDES if known[LEANS, side]]
        said.append(f"It is {listed(sides)} by little, or perhaps by chance.")
    if known[ALIKE, None]:
        said.append(f"On {known[ALIKE, None]} it is much like them, or no clear difference is found.")
    if known[CHECK, None]:
        said.append(f"On {known[CHECK, None]} it is so far from them that a person must look.")
    return said


def _why_none(rows: list[dict]) -> str:
    if rows and len(rows[0]["places"]) < FEWEST:
        return f"that takes at least {in_words(FEWEST)} places to compare with"
    return "fewer than four of these places have a figure that can stand beside its own"


def verdict(row: dict, verdicts: Verdicts) -> tuple[str, str, str]:
    """How a compared figure stands, as a badge: status, symbol, words; in outline where it is not sure."""
    status = comparisons.comparison_status(row, verdicts)
    style = status if of(row)[0] != LEANS else f"{status} unsure"
    words = comparisons.in_column(row, verdicts)
    return style, symbol(status), f"{words[:1].upper()}{words[1:]}"


def good(row: dict) -> str:
    """Which way is better, and that the picture is turned for it."""
    return {"lower": TURNED, "higher": "Higher is better."}.get(row["polarity"], "Neither way is better.")


def interval(row: dict) -> str | None:
    """The 95% interval of the place's own figure; None where none is published, or it says nothing about chance."""
    return limits(row, row["lower"], row["upper"])


def limits(row: dict, lower: float | None, upper: float | None) -> str | None:
    """A 95% interval in figures of a measure: '65.0% to 71.0%'; None where there is none, or it tells of no chance."""
    if lower is None or not row["is_testable"]:
        return None
    return " to ".join(short_figure(end, row["unit"], row["decimals"]) for end in (lower, upper))


def chance(row: dict) -> str:
    """Whether a difference could be chance; nothing where there is none to speak of."""
    kind, _ = of(row)
    if row["p_value"] is not None:
        return TESTED[row["is_sure"]]
    return "" if kind in (ALIKE, CHECK) else CHANCE[row["chance"]]


def spread(row: dict) -> str:
    """Where the others lie, and England, in figures: all that the picture shows."""
    ends = ("lowest", "highest", "lower_quartile", "upper_quartile")
    low, high, lower, upper = (short_figure(row[name], row["unit"], row["decimals"]) for name in ends)
    middle = figure(row["median"], row["unit"], row["decimals"])
    said = f"{low} to {high}; half of them {lower} to {upper}; middle {middle}"
    if row["england_value"] is None:
        return f"{said}."
    return f"{said}. England {short_figure(row['england_value'], row['unit'], row['decimals'])}."


def left_out(row: dict, names: dict[str, str]) -> str:
    """Who of the group is not in the comparison: named where they are few, and counted."""
    gone = [names[place.code] for place in row["places"] if place.why]
    if not gone:
        return ""
    named = listed(gone) if len(gone) <= NAMED else f"{len(gone)} of the {len(row['places'])}"
    return f"Without {named}: no figure, or of another period or duty."


def rank(row: dict) -> str:
    """The rank as an interval, which sets the place beside each other one by itself; nothing where nobody can say."""
    told = comparisons.rank(row)
    if told is None:
        return ""
    return f"Rank: {told}." if told.startswith("between") else f"Set beside each by itself, it {told}."


def no_figures(theme: str, year: str) -> str:
    """Of a theme without any figure of the places."""
    return f"None of these places has a figure of “{theme}” for {year}."


def without(series: dict, figures: dict[str, dict], names: dict[str, str]) -> list[str]:
    """Of one measure who has no figure, and why, a sentence for each reason."""
    found: dict[str, list[str]] = {}
    for code, name in names.items():
        if code in figures and figures[code]["value"] is None:
            found.setdefault(figures[code]["missing_reason"], []).append(name)
    return [f"{series['series_title']}: {listed(those)} ({why})." for why, those in found.items()]


def cell(row: dict, is_complete: bool, verdicts: Verdicts) -> tuple[str, str, str]:
    """How one figure of many stands beside England: status, symbol, and as few words as a cell has room for."""
    if row["words"] is None:
        return "untold", symbol("untold"), "not compared"
    status = comparisons.comparison_status(row, verdicts)
    kind, side = of(row)
    if side is None:
        return status, symbol(status), {CHECK: "look closely"}.get(kind, "unclear" if status == "unclear" else "alike")
    is_unsure = row["p_value"] is None and not is_complete
    return (f"{status} unsure" if is_unsure else status), symbol(status), f"{side}, unsure" if is_unsure else side
