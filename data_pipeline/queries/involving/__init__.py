"""How people can take part, what they were asked, and what the papers of the time print."""
