"""One place beside others: which are like it, how its figure lies among theirs, and what could be chance."""
