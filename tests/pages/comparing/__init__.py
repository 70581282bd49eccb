"""One place beside others."""
