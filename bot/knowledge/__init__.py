"""What the assistant knows: the base and its check, and the search over it."""
