"""What holds a turn up: the whole service is off, or a fresh sign-in is wanted first."""
