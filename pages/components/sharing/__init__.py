"""Taking a view along: its link, a short text, what to print, and a picture."""
