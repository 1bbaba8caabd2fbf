"""What is told to everybody: the newsletter, events, the instruction that is to be read."""
