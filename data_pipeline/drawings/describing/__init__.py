"""Rows as the description of a chart: what it is called, its unit, what it says in words, and its figure."""
