"""How everything that is judged is said. The words stand in definitions/verdicts.csv, as queries.verdicts gives them.

Here are only the sentences they are put into.
"""

# Subject -> verdict -> subject, verdict, status (which gives symbol and colour), word, many, phrase.
Verdicts = dict[str, dict[str, dict]]

SYMBOLS = {
    "better": "✓", "worse": "!", "same": "=", "unclear": "?", "rising": "↑", "falling": "↓", "untold": "–",
    "check": "⚠",
}  # fmt: skip


def symbol(status: str) -> str:
    """The symbol of a status; 'better probable' and 'better unsure' have that of 'better'."""
    return SYMBOLS[status.split()[0]]
