"""What councillors ask, and what they are answered, in words."""

from data_pipeline.words.scrutiny import exchanges

__all__ = ["exchanges"]
