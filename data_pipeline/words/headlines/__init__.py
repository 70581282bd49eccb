"""What a card says first: one sentence, and what went best and worst. Plain enough for a child of eleven."""

from data_pipeline.words.headlines import measures, promises

__all__ = ["measures", "promises"]
