"""What is told to everybody: newsletters, events, the instruction that is to be read."""
