"""What scrutiny committees asked, and what the figures give them to ask about."""
