"""Report cards, of national figures and of agreements."""
