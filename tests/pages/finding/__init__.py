"""Finding one's way: the menu, the list of indicators, the search."""
