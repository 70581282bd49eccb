"""Rows as one description of a chart or map, and that description as SVG and as PNG."""
