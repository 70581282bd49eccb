"""One place beside a group of others, in words: how many measures are surely better, and how each one stands."""

from data_pipeline.words.comparing import groups, standing

__all__ = ["groups", "standing"]
