"""How an agreement was assessed, on the whole: what is published, and once for the page what is not."""

from data_pipeline.words import tallies
from data_pipeline.words.figures import listed, upper_first

# What may be published beside the partners' own word, as one and as many of it are called.
PARTS = {
    "judgements": ("judgement by inspectors", "judgements by inspectors"),
    "steps": ("step of support or intervention", "steps of support or intervention"),
    "risks": ("risk", "risks"),
    "departures": ("departure from a target", "departures from targets"),
    "money": ("year of money", "years of money"),
    "rewards": ("reward for a target", "rewards for targets"),
    "aims": ("aim of the strategy", "aims of the strategy"),
}


def counted(part: str, count: int) -> str:
    """'11 judgements by inspectors'."""
    one, many = PARTS[part]
    return f"{count} {one if count == 1 else many}"


def missing(parts: list[str], as_of: str | None) -> str:
    """'None published, in the papers found: risks and money.'; nothing where everything is."""
    if not parts:
        return ""
    when = "by then" if as_of else "in the papers found"
    return f"None published {when}: {listed(['money' if part == 'money' else PARTS[part][1] for part in parts])}."


def reviewer(region: str | None) -> str:
    """Who was to review an agreement each year; nothing of a place that is in no region."""
    if region is None:
        return ""
    the = "" if region.startswith(("London", "Yorkshire")) else "the "
    return (
        f"The Government Office for {the}{region} was to review its progress (Strong and prosperous communities, 2006, "
        "paragraph 6.40)."
    )


def differing_words(promises: list[dict]) -> list[dict]:
    """The ratings of which the published word is kinder or harsher than the figures."""
    return [row["judgement"] for row in promises if row["judgement"] and row["judgement"]["disagreement"]]


def targets(promises: list[dict]) -> list[dict]:
    """Every target that an agreement or a paper beside it names, with a figure or not; none of an earlier one."""
    return [row for row in promises if row["target"] and not row["is_history"]]


def compared(promises: list[dict]) -> str:
    """How many of their words could be held against figures, and how many differ."""
    return tallies.disagreement(len(differing_words(promises)), _comparable(promises))


def _comparable(promises: list[dict]) -> int:
    """How many of their words can be held against a figure."""
    rated = [row["judgement"] for row in promises if row["judgement"]]
    return sum(row["published_verdict"] in ("good", "middling", "bad") and row["value"] is not None for row in rated)


def own_words(promises: list[dict]) -> list[str]:
    """How many targets the partners gave a word of their own, and how these compare with the figures."""
    rows, count = targets(promises), _comparable(promises)
    said = own_word(sum(row["published_rating"] is not None for row in rows), len(rows), count)
    return [said, compared(promises)] if count else [said]


def own_word(said: int, targets: int, compared: int) -> str:
    """'The partners published a word of their own for 52 of the 60 targets.'

    `compared`: how many of these words can be held against figures.
    """
    if not targets:
        return "No target of this agreement is in the papers found."
    if not said:
        which = "the one target" if targets == 1 else f"any of the {targets} targets"
        return f"No word of the partners’ own was published for {which}."
    which = "the one target" if targets == 1 else f"all {targets} targets"
    which = which if said == targets else f"{said} of the {targets} targets"
    against = "" if compared else " None can be held against a figure."
    return f"The partners published a word of their own for {which}.{against}"


def differing(count: int) -> str:
    """'11 of their words are kinder or harsher than the figures.'"""
    told = {0: "None of their words is", 1: "1 of their words is"}.get(count, f"{count} of their words are")
    return f"{told} kinder or harsher than the figures."


def pointer(counts: dict[str, int]) -> str:
    """What there is to read of how an agreement was assessed: '11 judgements by inspectors and 8 risks.'"""
    told = [counted(part, count) for part, count in counts.items() if count]
    return upper_first(f"{listed(told)}.") if told else ""


def message(place: str) -> str:
    """For sending on."""
    return f"How the {place} agreement was assessed."
