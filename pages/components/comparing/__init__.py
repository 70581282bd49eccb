"""One place beside others: which, measure by measure, and drawn."""
