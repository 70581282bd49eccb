"""How files and texts are answered."""
