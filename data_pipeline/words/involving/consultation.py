"""What came of the consultation of 2008, in words: the count first, the share beside it, the doubt with both."""

from data_pipeline.words import figures

NOT_STRICT = "should not be interpreted as a strict statistical analysis of responses"  # By the publisher, line 212.

MESSAGE = (
    "What people told the Government in 2008 about involving local people: what was asked, said, and done about it."
)


def number(question: dict) -> str:
    """'Question 3'; the one that has no number is called as the document calls it."""
    code = question["question"].removeprefix("Q")
    return f"Question {code}" if code.isdigit() else "Supplementary question"


def result(bands: list[dict]) -> str:
    """'Of 171 answers 32 say yes, 102 yes with reservations and 37 no.'; a band that nobody chose is said as none."""
    said = [f"{row['responses'] or 'none'} {row['band'].replace(',', '')}" for row in bands]
    said[0] = said[0].replace(" ", " say " if bands[0]["responses"] != 1 else " says ", 1)
    return f"Of {bands[0]['base']} answers {figures.listed(said)}."


def rounding(bands: list[dict]) -> str:
    """Why shares do not add up to 100; nothing where they do."""
    together = bands[0]["percents_together"]
    return f"The shares add up to {together}, because each is rounded." if together != 100 else ""


def rounding_as_printed(answers: list[dict]) -> str:
    """The same of the shares as printed, which are of more answers."""
    together = sum(row["percent_printed"] for row in answers)
    return (
        f"The shares as printed add up to {together}, because each is rounded." if answers[0]["rounding_note"] else ""
    )


def base(bands: list[dict], respondents: int) -> str:
    """Why there may be more answers than respondents, or fewer."""
    count = bands[0]["base"]
    if count > respondents:
        return f"Only {respondents} took part: who raised several points is counted for each of them."
    return (
        f"{respondents} took part: not everybody answered, and who raised several points is counted for each of them."
    )
