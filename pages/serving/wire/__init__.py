"""Where bytes arrive: who sends them, how many, for how long, before any page is asked."""
