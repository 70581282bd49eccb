"""Report cards of published figures."""
