"""Agreements and their promises."""
