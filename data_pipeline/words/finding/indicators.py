"""Indicators in words: what is known of one, from whom, and how much of it is held here."""

from data_pipeline.words import figures

# How sure the title of an indicator is, by its status in the list of indicators.
TITLES = {
    "verified_full": "The title is as published.",
    "verified_abridged": "The title is as published, shortened.",
    "recalled": "We have found no paper that prints this title.",
    "dropped": "It was dropped, and is not one of the 198.",
    "not in the national set": "It is not in the national set.",
}
TIMES = {"annual": "Every year", "biennial": "Every two years", "quarterly": "Every three months"}
UNITS = {"%": "Per cent", "£": "Pounds"}
WAYS = {"lower": "Lower is better", "higher": "Higher is better", "neither": "Neither way is good"}
SURVEYS = {"yes": "Yes: residents were asked", "other survey": "No, another survey asked people"}


NO_SMALLER = "No figure of a neighbourhood is held"


def measured(level: str) -> str:
    """Of which areas an indicator has figures by its definition."""
    return f"The list of indicators has it for: {figures.lower_first(level)}."


def titled(status: str | None) -> str:
    """How sure a title is; nothing of a measure that no list of titles has."""
    return TITLES.get(status, "")


def held(row: dict) -> str:
    """How much of an indicator is held, for a line of a list: 'figures for 326 places'."""
    if row["is_dropped"]:
        return "dropped before it was used"
    if row["places"]:
        return f"figures for {_counted(row['places'], 'place')}"
    return f"in {_counted(row['agreements'], 'agreement')} only" if row["agreements"] else "no figures"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def counted(text: str, count: int) -> str:
    """The answer to a search: '7 indicators fit “obes”'."""
    fit = "No indicator fits" if not count else "1 indicator fits" if count == 1 else f"{count} indicators fit"
    return f"{fit} “{text}”"


def facts(row: dict) -> list[tuple[str, str | None, str | None]]:
    """What the list of indicators says of one: what it is about, in words, and the field of the list that says so.

    None where nothing is known. The field is what `inferred_fields` may name.
    """
    theme = " · ".join(text for text in (row["laa_theme"], row["theme_block"]) if text)
    survey = SURVEYS.get(row["place_survey"]) or ("No" if row["is_national"] else None)
    return [
        ("Measured in", UNITS.get(row["unit"]) or figures.upper_first(row["unit"] or "") or None, "unit"),
        ("Which way is good", WAYS.get(row["polarity"]) or ("It has parts" if row["polarity"] else None), "polarity"),
        ("How often", TIMES.get(row["frequency"]) or figures.upper_first(row["frequency"] or "") or None, "frequency"),
        ("For which areas", row["level_in_words"], "spatial_level"),
        ("Who reports it", row["body"] and f"Named beside the council: {row['body']}", "spatial_level"),
        ("Lead department", row["lead_department"], "lead_department"),
        ("Theme", theme or None, "laa_theme"),
        ("Asked in the Place Survey", survey, "place_survey"),
        ("Outcome, output or process", "Not known: no paper that we hold says", None),
    ]
