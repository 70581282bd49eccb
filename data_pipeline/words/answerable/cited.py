"""How a line of a source document is cited in a few words."""

CALLED = {"WP": "White Paper of 2006", "CONS": "Summary of the consultation of 2008"}


def paper(row: dict) -> str:
    """'White Paper of 2006, line 524'; nothing where a row has no document."""
    return f"{CALLED.get(row['document'], row['document'])}, line {row['line']}" if row["document"] else ""
