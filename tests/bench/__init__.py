"""How fast the dashboard is: `python -m tests.bench`, or `make bench`."""
