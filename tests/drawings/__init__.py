"""Tests of descriptions and drawings of charts and maps."""
