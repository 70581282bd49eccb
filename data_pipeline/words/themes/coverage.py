"""What is known of a theme at all, in words: counts that add up as printed, and what is missing said as missing."""

from data_pipeline.words import figures
from data_pipeline.words.headlines import measures

GROUPS = (
    "Between groups of people (women and men, ages, ethnic groups) no gap can be shown: no figures by group are held "
    "here of these measures. None held is not none there."
)


def lead(place: str, year: str, counts: dict, of_districts: tuple[int, int] | None = None) -> list[str]:
    """What became of the measures of a theme, in the words and counts of the card: sentences.

    `counts` as queries.theme_counts gives them, or of a card; `of_districts`: how many measures have a figure of any
    district, and how many districts there are.
    """
    said = [f"{place}: {measures.theme(counts, year)}."]
    if of_districts:
        measured, districts = of_districts
        known = f"{measured} {_have(measured)}" if measured else "none has"
        said.append(f"Of these measures {known} a figure for any of its {districts} districts.")
    return said


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def views(row: dict) -> str:
    """What people were asked to say themselves: `row` of queries.theme_coverage."""
    asked, held = row["perception"], row["perception_held"]
    if not asked:
        return "None of this theme’s measures in the national set asks people what they think."
    measures = "1 measure of this theme comes" if asked == 1 else f"{asked} measures of this theme come"
    known = "no figures of them are held here" if not held else f"figures of {held} are held here, and stand first"
    return f"What people think themselves: {measures} from the Place Survey, and {known}."


def national(row: dict) -> str:
    """How many of the national set's indicators of a theme have figures here, and how many have none."""
    total, held, others = row["national_set"], row["national_held"], row["others_held"]
    more = f" {figures.upper_first(figures.in_words(others))} more from outside the set is held too." if others else ""
    return (
        f"The national set has {total} indicators of this theme: figures of {held} are held here, of {total - held} "
        f"none.{more}"
    )


def promised(row: dict, place: str) -> str:
    """What was promised of a theme in the agreements held of a place; what was not found is not called not made."""
    held, count = row["agreements"], row["promises"]
    if not held:
        return f"No agreement of {place} is held here, so nothing can be said of what was promised there."
    papers = "the one agreement" if held == 1 else f"the {held} agreements"
    if count:
        by = f"{row['agreements_with_promise']} of {papers}" if held > 1 else papers.capitalize()
        said = f"{by} of {place} held here promised something of this theme: {_some(count, 'promise')}."
    else:
        said = f"No promise of this theme was found in {papers} of {place} held here. Not found does not mean not made."
    beside = [
        told
        for told in (
            _some(row["targets_beside"], "target") if row["targets_beside"] else "",
            f"{_some(row['without_target'], 'measure')} without a target" if row["without_target"] else "",
        )
        if told
    ]
    total = row["targets_beside"] + row["without_target"]
    return (
        f"{said} Beside promises, {figures.listed(beside)} {'is' if total == 1 else 'are'} reported."
        if beside
        else said
    )


def _some(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def without_promise(rows: list[dict]) -> str:
    """Which themes no promise was found of, by name: as many as there are noughts in the table."""
    names = [row["theme"] for row in rows if not row["promises"]]
    return f"No promise was found of: {'; '.join(names)}." if names else "A promise was found of every theme."
