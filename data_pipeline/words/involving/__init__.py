"""How people can have a say, and what came of it, in words."""

from data_pipeline.words.involving import consultation, engagement, facts

__all__ = ["consultation", "engagement", "facts"]
