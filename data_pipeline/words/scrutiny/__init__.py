"""What councillors ask, and what they are answered, in words."""

from data_pipeline.words.scrutiny import cases, enquiry, exchanges, measured, timeline, witnesses

__all__ = ["cases", "enquiry", "exchanges", "measured", "timeline", "witnesses"]
