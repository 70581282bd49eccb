"""What verdicts are called, what rules do and what words mean: asked once of each build."""

import re

from data_pipeline import queries, words
from pages.serving import database, links


def verdicts() -> words.ratings.Verdicts:
    """How everything that is judged is said: by subject and verdict its status, word and phrase."""
    return database.lasting(queries.verdicts)


def rules() -> dict[str, str]:
    """What each rule does, by its name."""
    return database.lasting(queries.rules)


def glossary(cursor: queries.Connection) -> dict[str, dict]:
    """The words and abbreviations, each with where it stands in the glossary as `anchor` and `address`."""
    found = {}
    for row in queries.glossary(cursor):
        anchor = "word-" + re.sub(r"\W+", "-", row["term"]).lower()
        address = f"{links.address('about_the_data', section='glossary')}#{anchor}"
        found[row["term"]] = {**row, "anchor": anchor, "address": address}
    return found


def in_full(text: str | None) -> str | None:
    """A text with the abbreviations of the glossary in full: 'HO, DH' is 'Home Office, Department of Health'."""
    full = {term.lower(): row["expansion"] for term, row in database.lasting(glossary).items()}
    return text and re.sub(r"\w+", lambda word: full.get(word[0].lower()) or word[0], text)
