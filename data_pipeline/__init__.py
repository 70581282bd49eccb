"""Published files in, one checked read-only DuckDB file out."""
