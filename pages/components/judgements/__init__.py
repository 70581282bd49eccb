"""Which way, beside whom, by which sum."""
