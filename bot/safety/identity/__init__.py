"""What identifies a person: numbers, addresses, names, and descriptions that fit one only."""
