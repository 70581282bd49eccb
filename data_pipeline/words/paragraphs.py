"""One figure in a short paragraph: plain sentences, each resting on a rule that has a name and can be looked up.

What is said of a direction or a comparison rests on the rule that judged it, the rest on rules of its own. What each
does stands in definitions/rules.csv.
"""

from dataclasses import dataclass
from math import floor, log10

from data_pipeline.words import comparisons
from data_pipeline.words.figures import GOOD_WAY, counted, figure
from data_pipeline.words.ratings import Verdicts


@dataclass(frozen=True)
class Clause:
    """A sentence and the name of the rule that makes it true."""

    rule: str
    text: str


def clauses(
    place: str, line: dict, series: dict, direction: dict | None, compared: dict[str, dict], people: dict | None,
    verdicts: Verdicts,
) -> list[Clause]:  # fmt: skip
    """What there is to say of one figure, the most important first.

    `line` as queries.card_line gives it, `series` its card, `direction` and `compared` as
    queries.directions_by_series and queries.comparisons have them for the series, `people` as
    queries.people_counted.
    """
    title = series["series_title"]
    if line["value"] is None:
        said = f"{title}: {place} has no figure for {line['reporting_year']}. Why: {line['missing_reason']}."
        return [Clause("figure.missing", said)]
    now = figure(line["value"], series["unit"], series["decimals"])
    counts = counted(line, series)
    of_counts = f": {counts}" if counts else ""
    found = [Clause("figure.value", f"{title}: {now} in {place}, {line['period_label']}{of_counts}.")]
    good = GOOD_WAY.get(series["polarity"])
    found += [Clause("figure.good_way", good)] if good else []
    found += _since_start(line, series, direction, verdicts)
    found += _direction(direction, verdicts)
    found += _beside(compared, series, verdicts)
    found += _people(compared.get("similar"), people, verdicts)
    found += _warnings(line, series)
    return found


def paragraph(found: list[Clause]) -> str:
    """The clauses as one text."""
    return " ".join(clause.text for clause in found)


def _since_start(line: dict, series: dict, direction: dict | None, verdicts: Verdicts) -> list[Clause]:
    """Beside 2007/08, as sure as its test."""
    way = line["better_or_worse"]
    if way is None:
        return []
    then = figure(line["start_value"], series["unit"], series["decimals"])
    better = verdicts["change"][way]["phrase"]
    start = f"It was {then} in {line['start_period_label']}"
    if line["is_change_clear"] is None:
        if way == "same":
            return [Clause("figure.since_start", f"{start}, the same.")]
        return [Clause("figure.since_start", f"{start}. It is {better} now, but that could be chance.")]
    rule = direction["start_rule"]
    if not line["is_change_clear"]:
        return [Clause(rule, f"{start}: no clear change since then.")]
    clearly = "" if is_of_everything(direction, "start_rule") else "clearly "
    return [Clause(rule, f"{start}. It is {clearly}{better} now.")]


def _direction(row: dict | None, verdicts: Verdicts) -> list[Clause]:
    """Which way the latest figures went together; nothing where there is no more than their values."""
    going = row and verdicts["direction"][row["verdict"]]["phrase"]
    if not going:
        return []
    years = f"Over the {row['points_judged']} figures from {row['since_year']} to {row['reporting_year']}"
    real = (
        ": a real change, though not necessarily a trend"
        if is_of_everything(row) and row["change"] and row["verdict"] != "up and down"
        else ""
    )
    return [Clause(row["rule"], f"{years}, {going}{real}.")]


def is_of_everything(row: dict | None, rule: str = "rule") -> bool:
    """Whether a direction, or with `start_rule` the change since 2007/08, is of a complete count, without chance."""
    return row is not None and row[rule] == "direction.complete_count"


def _beside(compared: dict[str, dict], series: dict, verdicts: Verdicts) -> list[Clause]:
    """Beside similar areas; and beside England where that is a test."""
    found = []
    for comparator, name in (("similar", comparisons.SIMILAR), ("england", "England")):
        row = compared.get(comparator)
        is_said = row is not None and row["words"] is not None
        if not is_said or (comparator == "england" and not comparisons.is_tested(row)):
            continue
        told = comparisons.comparison(row, name, verdicts)
        begins = "There is" if told.startswith("no clear") else "It is"
        value = comparisons.named_figure(row, series)
        found.append(Clause(row["rule"], f"{begins} {told} ({value})."))
    return found


def _people(similar: dict | None, people: dict | None, verdicts: Verdicts) -> list[Clause]:
    """The gap to the middle of the similar areas as a number of people or cases."""
    if people is None or similar is None:
        return []
    if comparisons.comparison_status(similar, verdicts) in ("untold", "same", "check"):
        return []
    count = rounded(abs(similar["difference"]) / people["scale"] * people["people"])
    if not count:
        return []
    more = "more" if similar["difference"] > 0 else "fewer"
    among = f"the {people['people']:,.0f} counted" if people["is_counted"] else f"{people['people']:,.0f} people"
    return [Clause("figure.people", f"Beside that middle, it is about {count:,} {more} among {among}.")]


def rounded(number: float) -> int:
    """A number to two digits: 1,234 is 1,200; below ten to the nearest whole one."""
    if number < 0.5:
        return 0
    digits = max(0, floor(log10(number)) - 1)
    return int(round(number / 10**digits) * 10**digits)


def _warnings(line: dict, series: dict) -> list[Clause]:
    """What to know before quoting the figure."""
    found = []
    if line["status"] in ("provisional", "estimated"):
        found.append(Clause("figure.early", f"{line['status_meaning']}."))
    if line["area_evidence"] and "covers exactly" not in line["area_evidence"]:
        found.append(Clause("figure.borders", "It was published for slightly different borders."))
    if series["basis"] != "exact":
        what = "the closest one published" if series["basis"] == "near" else "a stand-in"
        found.append(Clause("figure.stand_in", f"This measure is {what}, not quite {series['indicator']}."))
    return found
