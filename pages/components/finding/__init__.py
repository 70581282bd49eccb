"""Finding a place, a year, a day."""
