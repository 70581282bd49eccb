"""What the warehouse gives to other programs and to people away from the pages."""
