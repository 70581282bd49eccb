"""What councillors asked, and what they were answered."""
