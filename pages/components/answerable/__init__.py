"""Who answers for a place or a measure, how to complain, and one thing that a resident can do."""
