"""How the server answers with files and texts."""
