"""How an agreement was assessed, and that every sheet of a pack has a page."""
