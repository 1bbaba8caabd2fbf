"""How good and how fast an answer is found, next to others."""
