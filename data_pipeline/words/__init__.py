"""What a row says in words. Each module takes rows that the warehouse has answered with; none works anything out."""

from data_pipeline.words import (
    answerable,
    assessing,
    boards,
    cards,
    comparing,
    comparisons,
    directions,
    documents,
    editions,
    figures,
    gaps,
    headlines,
    involving,
    messages,
    outlooks,
    paragraphs,
    promise_paragraphs,
    promises,
    ratings,
    scrutiny,
    tallies,
    themes,
)
from data_pipeline.words.finding import indicators, places

__all__ = [
    "answerable", "assessing", "boards", "cards", "comparing", "comparisons", "directions", "documents", "editions",
    "figures", "gaps", "headlines", "indicators", "involving", "messages", "outlooks", "paragraphs", "places",
    "promise_paragraphs", "promises", "ratings", "scrutiny", "tallies", "themes",
]  # fmt: skip
