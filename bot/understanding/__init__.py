"""What a message says: pure functions from text to values. Nothing here decides what is answered."""
