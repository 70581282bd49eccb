"""The page of a theme."""
