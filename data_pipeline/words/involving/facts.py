"""What a source document prints, in words: the print first, then where it stands."""

from data_pipeline.words import figures

MESSAGE = (
    "What papers of 2006 to 2008 print about places in England, each fact with its source, its date and its doubt."
)


def found(count: int, shown: int, topic: str | None, text: str | None) -> str:
    """How many facts there are of what was asked for, and which of them are shown."""
    what = f" with the words “{text}”" if text else ""
    where = f" under {topic}" if topic else ""
    if not count:
        return f"No fact{what} is printed{where}. Try another word, or choose another topic."
    counted = f"{count} {'entry' if count == 1 else 'entries'}{what}{where}."
    return counted if shown == count else f"{counted} The first {shown} are shown. Choose a topic for the others."


def as_printed(row: dict) -> str:
    """The words of the document in quotation marks; what was counted in it by us is said to be."""
    if row["as_printed"]:
        return f"“{row['as_printed']}”"
    return f"{row['value']} {row['unit']} (counted here)"


def value(row: dict) -> str | None:
    """The figure by itself, where the print has it in words or has several: '78% of residents', '£700,000', '−29%'."""
    if not row["as_printed"] or row["figures"] != 1:
        return None
    number, unit = row["value"], row["unit"] or ""
    if number.startswith("-"):
        number = f"−{number[1:]}"
    elif number.isdigit() and len(number) > 4:
        number = f"{int(number):,}"
    if unit.startswith("£"):
        whole, _, pence = number.partition(".")
        amount = f"{whole}.{pence:0<2}" if pence else number  # £16.20, as money is written.
        return f"£{amount}{unit[1:]}"
    return f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".strip()


def source(row: dict) -> str:
    """'Strong and prosperous communities, October 2006, paragraph 2.13, box (line 415)'."""
    paragraph = row["paragraph"]
    named = f", {'paragraph ' if paragraph and paragraph[0].isdigit() else ''}{paragraph}" if paragraph else ""
    when = figures.partial_day(row["document_date"])
    return f"{row['document_title'].partition(':')[0]}, {when}{named} (line {row['line']})"


def about(area: dict) -> str:
    """What a link to the facts of a place says."""
    count = area["printed_facts"]
    return f"{count} {'fact' if count == 1 else 'facts'} about {area['name']} in papers of 2006 to 2008"
