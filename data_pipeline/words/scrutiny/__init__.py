"""What councillors ask, and what they are answered, in words."""

from data_pipeline.words.scrutiny import cases, exchanges, measured

__all__ = ["cases", "exchanges", "measured"]
