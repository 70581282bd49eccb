"""One place beside a group of others, in words: how many measures are surely better, and how each one stands."""

from data_pipeline.words.comparing import everywhere, groups, standing

__all__ = ["everywhere", "groups", "standing"]
