"""What a partnership's board has before it at a meeting, and who is round its table."""
