"""How the places of a scope stand in the measures of a theme: three columns, whose counts add up to all places."""

from typing import NamedTuple

from data_pipeline.words import figures
from data_pipeline.words.ratings import Verdicts, symbol

HEADS = ("Places doing worse", "Neither, or nobody can tell", "Places doing better")
WORSE, NEITHER, BETTER = range(3)
# By how it stands (judging.theme_cells): its column, and the column of marts.theme_measures that counts it. In the
# order in which they are said.
COMMON = {
    "check": (NEITHER, "to_check"),
    "unclear": (NEITHER, "unclear"),
    "same": (NEITHER, "alike"),
    "not compared": (NEITHER, "not_compared"),
}
SIDED = {
    "worse": (WORSE, "worse"),
    "worse untested": (WORSE, "worse_untested"),
    **COMMON,
    "better": (BETTER, "better"),
    "better untested": (BETTER, "better_untested"),
}
# Where neither way is good no place does better or worse.
NEUTRAL = {
    "falling": (NEITHER, "worse"),
    "falling untested": (NEITHER, "worse_untested"),
    **COMMON,
    "rising": (NEITHER, "better"),
    "rising untested": (NEITHER, "better_untested"),
}
WORDS = {"falling": "lower", "rising": "higher"}
UNSURE = " untested"


class Group(NamedTuple):
    """Places of one measure that stand alike: how it is said, how many they are, those named, and how many are not."""

    status: str
    symbol: str
    told: str
    count: int
    places: list[dict]
    more: int


def columns(row: dict, series: dict, places: list[dict], verdicts: Verdicts) -> list[list[Group]]:
    """The groups of each of the three columns, `row` of queries.theme_measures, `places` those named of it.

    Of those that do better the best comes first, of all others the worst.
    """
    found: list[list[Group]] = [[], [], []]
    known = SIDED if series["polarity"] in figures.GOOD_WAY else NEUTRAL
    for standing, (column, counted) in known.items():
        if not row[counted]:
            continue
        named = [place for place in places if place["standing"] == standing]
        named = named[::-1] if column == BETTER else named
        status = _status(standing, series)
        told = _told(standing, series, verdicts)
        found[column].append(Group(status, symbol(status), told, row[counted], named, row[counted] - len(named)))
    return found


def _status(standing: str, series: dict) -> str:
    """What gives it its symbol and colour; of what is counted in full nothing is unsure."""
    if standing == "not compared":
        return "untold"
    return standing.replace(UNSURE, "" if series["is_complete"] else " unsure")


def _told(standing: str, series: dict, verdicts: Verdicts) -> str:
    """The words of the list of verdicts, with how sure they are."""
    if standing == "not compared":
        return "Not compared"
    way = standing.removesuffix(UNSURE)
    if standing.endswith(UNSURE):
        sure = "all counted" if series["is_complete"] else "untested"
        return f"{_phrase('position', WORDS.get(way, way), verdicts)}, {sure}"
    if standing == "check":
        return _phrase("position", "a person must look: an outlier or an error", verdicts)
    if standing == "same":
        return _phrase("position", "broadly similar", verdicts)
    if standing == "unclear":
        return f"{_phrase('comparison', 'no clear difference', verdicts)}, could be chance"
    return f"Surely {figures.lower_first(_phrase('comparison', WORDS.get(way, way), verdicts))}"


def _phrase(subject: str, word: str, verdicts: Verdicts) -> str:
    """The phrase of a verdict, which in a cell has no room for the others' names: 'Worse than most'."""
    phrase = verdicts[subject][word]["phrase"].format(name="England", places="", others="most").strip()
    return figures.upper_first(phrase.replace("from :", "from most:"))


def degree(place: dict) -> str:
    """How far a place lies from most where that is less or more than its group says: 'slightly', 'much', or nothing."""
    first = (place["words"] or "").split(" ")[0]
    return first if first in ("slightly", "much") else ""


def without(row: dict) -> str:
    """How many places have no figure, and why where one reason holds for all; nothing where all have one."""
    count, of = row["without"], row["districts"]
    if not count:
        return ""
    why = f": {row['districts_missing_reason']}" if row["districts_missing_reason"] else ""
    if count == of:
        return f"None of the {of} districts has a figure{why}."
    return f"{count} of the {of} districts {'has' if count == 1 else 'have'} no figure{why}."


def chance(rows: list[dict]) -> str:
    """How much of what was tested chance alone would set apart; nothing where nothing was tested."""
    tested = sum(row["tested"] for row in rows)
    if not tested:
        return (
            "None of these figures could be tested against England: what is worse or better than most of its places "
            "may be so by chance, unless all is counted."
        )
    apart = round(tested / 20)
    share = "none or one" if apart < 1 else f"about {apart:,}"
    return (
        f"Of {tested:,} tests against England, chance alone would call {share} worse or better, were all places alike. "
        "Most means most places in England; untested, that it may be chance."
    )
