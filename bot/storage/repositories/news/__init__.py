"""What is told to everybody: newsletters, events, who has read the instruction, who learned what."""
