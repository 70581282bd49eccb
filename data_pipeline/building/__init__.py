"""The kernel: orders, makes, checks and swaps warehouses. What the tables are, stands in `tables/`."""
