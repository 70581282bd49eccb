"""What is found, in words: places and indicators in a list of answers."""
