"""One theme in one place: which is meant, its measures by places, what was promised of it, what is known at all."""
