"""What only documents say, beside the sentences that they share with pages."""

from data_pipeline.words.documents import board, facts, pack

__all__ = ["board", "facts", "pack"]
