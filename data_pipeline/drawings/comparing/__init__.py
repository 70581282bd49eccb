"""Small pictures beside the words of a comparison: they fill what they stand in, and hold no letters."""
