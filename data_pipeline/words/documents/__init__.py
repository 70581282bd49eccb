"""What only documents say, beside the sentences that they share with pages."""

from data_pipeline.words.documents import annual, board, facts, pack

__all__ = ["annual", "board", "facts", "pack"]
