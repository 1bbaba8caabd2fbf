"""What the pure core asks of the outside, as protocols."""
