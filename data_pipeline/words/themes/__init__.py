"""One theme in words: what became of its measures, how places stand in them, what is held and promised of it."""

from data_pipeline.words.themes import coverage, standings

__all__ = ["coverage", "standings"]
