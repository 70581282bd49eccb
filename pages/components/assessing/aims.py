"""What the strategy set out to do: outcomes, and the objectives that serve them, with or without a target."""

from data_pipeline import words
from pages.components.markup import templates

SAYS = words.assessing.aims


def show(rows: list[dict]) -> None:
    """Every objective under its outcome; one for which no target stands is marked."""
    templates.show("assessing/aims", outcomes=SAYS.outcomes(rows))
