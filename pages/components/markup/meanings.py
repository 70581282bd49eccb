"""What rules do, in words: asked once of each build."""

from data_pipeline import queries
from pages.serving import database


def rules() -> dict[str, str]:
    """What each rule does, by its name."""
    return database.lasting(queries.rules)
