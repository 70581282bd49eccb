"""The limits of one measure's figures in words, and what is not known of it: each a sentence, and none a judgement."""

from collections import Counter

from data_pipeline.words import cards, comparisons, directions, figures, promises, ratings
from data_pipeline.words.ratings import Verdicts

DRAWN = (
    "Both charts draw the same figures. With the axis from zero one sees a change beside the whole; with the axis near "
    "the figures one sees the change itself, and it looks larger."
)
DRAWN_ONCE = "The figures reach nought, so an axis near the figures has nought on it, too: one chart is both readings."
RULES = "Worked out here from the figures named, by rules that this page explains"
COUNCILS = "Which council answers for what, with the law or paper that says so: on the card of the place"
SAID, FIGURES = "What the figures say", "Each figure, and what it rests on"
TWICE, ONCE = "The same figures drawn twice", "The same figures drawn"
LIMITS, UNKNOWN, ANSWERS = "Limits", "What is not known", "Who answers"
PROMISED, PUBLISHED = "What was promised.", "The published national figures."
NOTHING = "Nothing that we looked for is missing."
NO_MARGIN = "No interval, count or sample size is published, so nobody can tell how much of a change is chance."
NO_SERIES = "National figures of this measure are not held here, so it is set beside no other place."
LINES = {"baseline": "Started at", "milestone": "Due by then", "": "What happened", "final": "Final target"}


def kicker(indicator: str, theme: str | None, is_national: bool) -> str:
    """'Fact sheet · NI 136 · Healthier Communities and Older People'."""
    code = indicator if is_national else "Local measure"
    return " · ".join(filter(None, ("Fact sheet", code, theme)))


def day(measured: str | None, printed: str | None) -> str:
    """Before the address of the page: until when figures and papers go."""
    told = [f"figures measured up to {measured}"] if measured else []
    told += [f"papers up to {printed}"] if printed else []
    until = f"Day of the data: {' and '.join(told)}. " if told else ""
    return f"{until}The same on a page, with every figure and the sum behind each judgement:"


def promised(promises_here: int) -> str | None:
    """That there are more promises about the measure than the one that is told of."""
    more = promises_here - 1
    if not more:
        return None
    what = "is one more promise" if more == 1 else f"are {more} more promises"
    return f"There {what} about this measure, on its page."


def without_promise(place: str, has_agreement: bool) -> str:
    """That nothing was promised, as far as anybody can say."""
    if has_agreement:
        return f"In the papers of the agreement that are held here nothing is promised for {place} about this measure."
    return f"No agreement of {place} is held here, so what was promised is not known."


def limits_of_series(series: dict, line: dict, verdicts: Verdicts) -> list[str]:
    """How near it comes to the measure of 2008, how sure its figures are, and as what they were published."""
    meaning = [
        cards.BASIS_MEANING[series["basis"]],
        series["caveat"],
        figures.margin(series, verdicts["direction reason"]),
    ]
    status = f"Status of the figure: {figures.lower_first(line['status_meaning'])}." if line["status_meaning"] else ""
    note = f"{figures.upper_first(line['note'].rstrip('.'))}." if line["note"] else ""
    return [" ".join(filter(None, meaning)), *filter(None, (status, note))]


def limits_of_promise(promise: dict) -> list[str]:
    """Which kind of promise it is, as what its figure was printed, and what its paper notes."""
    kind, meaning = promises.KINDS[promise["kind"]]
    found = [f"Kind of promise. {kind}: {meaning}."]
    if promise["value"] is not None and promise["status"] not in (None, "published"):
        found.append(f"The figure is {promise['status']}.")
    if promise["sample_size"]:
        found.append(f"{promise['sample_size']:,} people answered.")
    return [*found, *filter(None, (promise["note"],))]


def interval(row: dict, scale: dict) -> str:
    """'70.1% to 73.7%', '70.1% to 73.7%, from the counts'. `scale`: unit and decimals."""
    if row.get("lower") is None:
        return "none known"
    ends = (figures.short_figure(row[end], scale["unit"], scale["decimals"]) for end in ("lower", "upper"))
    return f"{' to '.join(ends)}{', from the counts' if row.get('is_worked_out') else ''}"


def stands(rated: dict | None, status: str, verdicts: Verdicts) -> str:
    """As what a figure was printed, and how it stands: 'Published. Kept (2010/11)'."""
    told = status
    if rated is not None:
        _, _, word, note = ratings.stands(rated, verdicts)
        told = ". ".join(filter(None, (status, f"{word} ({note})" if note else word)))
    return told


def beside(row: dict, name: str, verdicts: Verdicts) -> str:
    """How a place stands beside one of its comparators, and whether by a test: as its page has it."""
    how = "by a test" if comparisons.is_tested(row) else "a place among others, no test"
    return f"{figures.upper_first(comparisons.comparison(row, name, verdicts))} ({how})"


def doubts(issues: list[dict]) -> list[str]:
    """What is doubted, or set aside, of the rows of figures: once for each problem. `issues`: of queries.issues_of."""
    counts: Counter = Counter()
    for issue in issues:
        counts[issue["severity"], issue["problem"]] += issue["row_count"]
    return [
        f"{figures.upper_first(severity)} when the file was read, {count} row{'' if count == 1 else 's'}: {problem}."
        for (severity, problem), count in counts.items()
    ]


def unknown_of_promise(promise: dict, rated: dict | None, ahead: str | None) -> list[str]:
    """What its papers do not say. `ahead`: why nobody can tell how it ends."""
    found = []
    if promise["has_target"] and promises.printed(promise, "baseline") is None:
        found.append("Where it started is not published.")
    if promise["has_target"] and promises.printed(promise, "final") is None:
        found.append("No final target is published.")
    if (
        promise["value"] is not None
        and promise["lower"] is None
        and not (rated and rated["standard_error"] is not None)
    ):
        found.append(NO_MARGIN)
    if promise["is_changed"] and promise["change_reason"] in (None, "not published"):
        found.append("Why the promise was changed is not published.")
    if rated and rated["why_not"]:
        found.append(f"How it stands cannot be said: {figures.lower_first(rated['why_not'])}.")
    if ahead:
        found.append(f"How it will end cannot be told: {ahead}.")
    return found


def unknown_of_series(
    series: dict, line: dict, direction: dict | None, compared: dict, verdicts: Verdicts
) -> list[str]:
    """What nobody can say of the published figures, and why."""
    if line["value"] is None:
        return [f"There is no figure for {line['reporting_year']}: {line['missing_reason']}."]
    found = []
    if line["start_value"] is None and line["reporting_year"] != cards.START:
        found.append("There is no figure for 2007/08, so what changed since the agreements began cannot be said.")
    if direction and (why := directions.why_not(direction, verdicts)):
        found.append(f"No direction of travel can be told: {why}.")
    for comparator in ("similar", "england"):
        if (row := compared.get(comparator)) and row["words"] is None:
            name = "similar areas" if comparator == "similar" else "England"
            found.append(f"It is not set beside {name}: {row['missing_reason']}.")
    if series["margin"] not in ("interval", "counts", "complete count"):
        found.append("How far each figure may be off by chance is not known here.")
    return found
