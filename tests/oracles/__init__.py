"""Second implementations: what the tests hold results against, worked out again in plain Python."""
