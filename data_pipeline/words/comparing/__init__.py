"""One place beside a group of others, in words: how many measures are surely better, and how each one stands."""

from data_pipeline.words.comparing import cost, everywhere, groups, standing

__all__ = ["cost", "everywhere", "groups", "standing"]
