"""Words and tables around the figures."""
