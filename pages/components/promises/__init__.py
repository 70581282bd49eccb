"""One promise: its line, its facts, its rating, its story."""
