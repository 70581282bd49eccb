"""Who answers, how to complain and what to do, on pages."""
