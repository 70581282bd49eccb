"""A figure beside others in words: short for a line, long for the sum behind it."""

from data_pipeline.words.figures import apart_by, chance, figure, signed, upper_first
from data_pipeline.words.ratings import Verdicts, symbol

# Comparators as they are called where their names are not known.
SIMILAR = "similar areas"
POSITIONS = ("position", "position_by_mean")
ON_CARDS = ("similar", "england")  # Beside its region and its county a figure stands on its own page.


def names(area: dict) -> dict[str, str]:
    """What the comparators of an area are called."""
    return {"england": "England", "region": area.get("region"), "county": area.get("county_name"), "similar": SIMILAR}


def beside(rows: dict[str, dict], area: dict, series: dict, verdicts: Verdicts) -> list[tuple[str, str, str, str]]:
    """How a figure of a card stands beside others: for each its status, symbol, words, and the figure they are of."""
    called, short = names(area), {**series, "unit": series["unit"] if series["unit"] in ("%", "£") else ""}
    said = []
    for comparator in ON_CARDS:
        row = rows.get(comparator)
        if row is None or row["words"] is None:
            continue
        status, told = comparison_status(row, verdicts), comparison(row, called[comparator], verdicts)
        said.append((status, symbol(status), upper_first(told), comparison_figure(row, short)))
    return said


def exceptions(rows: list[dict], compared: dict[str, dict[str, dict]], verdicts: Verdicts) -> dict:
    """What stands out on a card: `tested` (how many), `unlike` England, `far` from similar areas, good and bad.

    `rows`: lines with a figure and the cards of their series; `compared` as queries.comparisons gives them. Of each:
    its row, status, symbol, words, and the figure they are of.
    """

    def of(comparator: str) -> list[tuple[dict, dict]]:
        found = ((row, compared.get(row["series_id"], {}).get(comparator)) for row in rows)
        return [(row, beside) for row, beside in found if beside]

    def told(row: dict, beside: dict, name: str) -> tuple[dict, str, str, str, str]:
        status = comparison_status(beside, verdicts)
        return row, status, symbol(status), comparison(beside, name, verdicts), comparison_figure(beside, row)

    tested = [(row, beside) for row, beside in of("england") if beside["p_value"] is not None]
    far = [(row, beside) for row, beside in of("similar") if (beside["words"] or "").startswith(("much ", "a person"))]
    return {
        "tested": len(tested),
        "unlike": [told(row, beside, "England") for row, beside in tested if beside["is_exception"]],
        "far": [told(row, beside, SIMILAR) for row, beside in far],
    }


def is_tested(row: dict) -> bool:
    """Whether a comparison is by a test, and not only a position among others."""
    return row["rule"] is not None and row["rule"] not in POSITIONS


def comparison_status(row: dict, verdicts: Verdicts) -> str:
    """The status that gives a comparison its symbol and colour."""
    return "untold" if row["words"] is None else _told(row, verdicts)["status"]


def comparison(row: dict, name: str, verdicts: Verdicts) -> str:
    """A comparison in a few words: 'no clear difference from England', 'slightly worse than most similar areas'.

    `name`: of the comparator. Words for a position never speak of chance, and never of the comparator's own figure.
    """
    if row["words"] is None:
        return f"no comparison with {name}"
    is_similar = row["comparator"] == "similar"
    places, others = (name, name) if is_similar else (f"places in {name}", f"other places in {name}")
    return _told(row, verdicts)["phrase"].format(name=name, places=places, others=others)


def _told(row: dict, verdicts: Verdicts) -> dict:
    """What is said of a test, or of a place among others: the same word is said otherwise."""
    return verdicts["comparison" if is_tested(row) else "position"][row["words"]]


def in_column(row: dict, verdicts: Verdicts) -> str:
    """The same under a heading, 'beside most similar areas' or 'beside England': 'slightly worse', 'much like them'."""
    phrase = _told(row, verdicts)["phrase"]
    for named in (
        " than {name}",
        " from {name}",
        " {places}" if row["comparator"] == "england" else " than most {places}",
    ):
        phrase = phrase.replace(named, "")
    return phrase.format(places="them", others="them", name="it")


def comparison_figure(row: dict, series: dict) -> str | None:
    """The figure that the words are about: the comparator's own, or the middle of the others."""
    if row["words"] is None:
        return None
    return figure(row["comparator_value"] if is_tested(row) else row["median"], series["unit"], series["decimals"])


def named_figure(row: dict, series: dict) -> str | None:
    """The same, where nothing else says that a middle is one: 'middle 19.0%'."""
    told = comparison_figure(row, series)
    return told if told is None or is_tested(row) else f"middle {told}"


def comparison_sum(row: dict, series: dict, name: str) -> list[str]:
    """The sum behind a comparison, line by line."""
    unit, decimals = series["unit"], series["decimals"]
    if row["words"] is None:
        return [f"Not compared with {name}: {row['missing_reason']}."]
    apart = f"{apart_by(row['difference'], series)} {'above' if row['difference'] > 0 else 'below'}"
    if not row["difference"]:
        apart = "The same as"
    against = figure(row["compared_with"], unit, decimals)
    if is_tested(row):
        whole = "" if row["rule"] == "two_intervals" else " without this place"
        test = f"z is {signed(row['z'])}" if row["z"] is not None else "an exact test"
        lines = [f"{apart} {name}{whole}, {against}: {test}. {chance(row['p_value'])}."]
        if row["comparator_areas"]:
            counts = f"of the counts of {row['comparator_areas']} places together"
            lines.append(f"No figure is held here for {name}: this one is worked out, {counts}.")
        lines.append(
            f"For a list of exceptions its chance is adjusted to {row['q_value']:.2g}; up to 0.1 it is listed: "
            f"{'listed' if row['is_exception'] else 'not listed'}."
        )
        return lines
    low, high = (figure(row[limit], unit, decimals) for limit in ("lower_quartile", "upper_quartile"))
    lines = [
        f"{apart} the middle of {row['area_count']} others, {against}; half of them lie from {low} to {high}.",
        f"That is {abs(row['distance']):.1f} typical distances from the middle. A place among others, not a test.",
    ]
    if row["other_period_count"]:
        lines.append(f"{row['other_period_count']} more are left out: their figure is of another period.")
    return lines


def unusual(place: str) -> str:
    """What is said of a place that no other is much like."""
    return (
        f"{place} is unusual: even the area most like it is further from it than nine in ten areas are from theirs. "
        "Read what is said of similar areas with care."
    )


def rank(row: dict) -> str | None:
    """A rank as the two places between which it lies: 'between 4th and 10th of 11'; None where nobody can say.

    From the first to the last place says nothing, and is said as that.
    """
    if row["rank_low"] is None:
        return None
    low, high, of = int(row["rank_low"]), int(row["rank_high"]), row["area_count"] + 1
    if (low, high) == (1, of):
        return f"cannot be told apart from any of the {row['area_count']}"
    return (
        f"{_ordinal(low)} of {of}, at 95%" if low == high else f"between {_ordinal(low)} and {_ordinal(high)} of {of}"
    )


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
