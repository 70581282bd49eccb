"""Papers for a partnership's board: what it has before it at a meeting, and what a year came to."""
