"""What is kept about the one who asks: shown, handed out, deleted."""
