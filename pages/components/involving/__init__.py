"""How people can have a say, and what came of it."""
