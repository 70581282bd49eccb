"""Judgements over whole columns: arrays in, arrays out. No database, no words for readers."""
