"""What verdicts are called and what rules do: asked once of each build."""

from data_pipeline import queries, words
from pages.serving import database


def verdicts() -> words.ratings.Verdicts:
    """How everything that is judged is said: by subject and verdict its status, word and phrase."""
    return database.lasting(queries.verdicts)


def rules() -> dict[str, str]:
    """What each rule does, by its name."""
    return database.lasting(queries.rules)
