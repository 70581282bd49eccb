"""What stands on a report card, in words: the same on the page, on paper and in a workbook."""

from datetime import date

from data_pipeline.words import figures, ratings
from data_pipeline.words.finding import places

START = "2007/08"  # The last year before the agreements: changes are counted from it.
EXAMPLE = "Worked example: not real figures"
MIDDLE = (
    "Beside a comparison stands the middle of those places, or England’s own figure where it was tested; “than most” "
    "and “much like them” tell a place among others, and no test. A dash: there is none."
)
SMALL_CHARTS = (
    "In the small charts the years of the agreements, 2008 to 2011, are shaded, and a dot marks this card’s year."
)
CAVEATS = "What to know of a measure before its figure is used stands in this card’s workbook, and on its page."
KEPT = (
    "Kept means that the figure for the last period reached what was promised, by the published figures. Where it "
    "could be chance it says so. A dash: we found none published."
)
ONE_YEAR = "One year only"
PAPERS = "Each figure’s own paper is named at the address."
BASIS = {
    "exact": "same measure",
    "near": "closest published measure",
    "proxy": "stand-in measure",
}
BASIS_MEANING = {
    "exact": "The series measures what the indicator does.",
    "near": "The series is the closest one published; it differs from the indicator as said here.",
    "proxy": "The series stands in for the indicator: it measures something related.",
}


def example(area: dict) -> str:
    """What a worked example is, in a sentence."""
    whole = area["area_type"] == "county"
    name = area["name"] if whole else f"{area['name']}, in {area['county_name']},"
    return (
        f"{name} does not exist. It shows what a card looks like when an agreement is published whole, and it is in no "
        "comparison, map or total of England."
    )


def marks(area: dict) -> list[str]:
    """What must be read on a paper before anything else: that a worked example is one."""
    return [f"{EXAMPLE}. {example(area)}"] if area["is_example"] else []


def facts(area: dict) -> list[str]:
    """What kind of place it is, and where: ['Unitary authority', 'South East']."""
    kind = figures.upper_first(places.kind(area["name"], area["area_type"]))
    return [fact for fact in (kind, area["region"]) if fact]


def of_year(year: str) -> str:
    """What a card of national figures is of: 'Report card for 2010/11, April 2010 to March 2011'."""
    first = int(year[:4])
    return f"Report card for {year}, April {first} to March {first + 1}"


def known_on(day: str) -> str:
    """What is said on everything that is not of today: 'As it was known on 30 June 2010: ...'."""
    return f"As it was known on {figures.day(date.fromisoformat(day))}: what was published later is left out."


def lead(year: str, counts: dict) -> str:
    """How many measures have a figure, and what became of those that had one before. `counts` of the whole card."""
    have = f"{counts['with_figure']} of the {counts['measures']} measures held here have a figure for {year}."
    if year == START:
        return f"{have} The agreements began after this year: every later change is measured from it."
    which = "that can be set beside 2007/08, the last year before the agreements"
    return f"{have} {figures.tally(counts, which)}"


def caution(area: dict, has_agreement: bool) -> str:
    """What a card of national figures does not say."""
    if has_agreement:
        return "These are published national figures: what changed. What was promised has a card of its own."
    return (
        f"No promises of {area['name']} are held here, so this card says what changed, not whether a promise was kept."
    )


def untested(counts: dict) -> str:
    """What 'untested' means, where anything on the card is; nothing elsewhere."""
    return figures.UNTESTED if counts["better_untested"] + counts["worse_untested"] else ""


def since_start(row: dict) -> tuple[str | None, str]:
    """The status of the change since the agreement began, and how far it went; or why there is none."""
    status = figures.change_status(row)
    if status is None:
        return None, "The starting year" if row["reporting_year"] == START else "No figure for 2007/08"
    then = figures.figure(row["start_value"], row["unit"], row["decimals"])
    moved = figures.movement(row["change_since_start"], row["unit"], row["decimals"])
    return status, f"{moved} from {then}"


def missing(row: dict) -> str:
    """Why a measure has no figure, and who has one where somebody does."""
    other = row["elsewhere_value"]
    elsewhere = f": {figures.figure(other, row['unit'], row['decimals'])}" if other is not None else ""
    return f"{row['missing_reason']}{elsewhere}"


def change(status: str, told: ratings.Verdicts) -> tuple[str, str, str]:
    """A change since the agreement began, as `figures.change_status` names it: style, symbol, word."""
    said = told["change"][status]
    return said["status"], ratings.symbol(said["status"]), said["word"]


def action(row: dict, is_owned: bool = True) -> tuple[str, str]:
    """What is done, and by whom and when. `is_owned`: whether to say that nobody is named for it."""
    owner = row["owner"] or ("by whom is not published" if is_owned else None)
    parts = [owner] if owner else []
    if row["due"]:
        parts.append(f"due {figures.partial_day(row['due'])}")
    if row["done_on"]:
        parts.append(f"done {figures.partial_day(row['done_on'])}")
    if row["result"]:
        parts.append(row["result"])
    return row["what"], "; ".join(parts)


def activity(row: dict) -> tuple[str, str]:
    """How to take part, until when, what it can change, and what came of it."""
    closes = f"closes {figures.day(row['closes'])}; " if row["closes"] else ""
    result = f"Result: {row['result']}" if row["result"] else "No result published."
    offered = row["influence_offered"].rstrip(".")
    return row["title"], f"{figures.upper_first(row['mode'])}: {closes}what it can change: {offered}. {result}"
