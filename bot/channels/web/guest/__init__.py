"""What somebody sees who is not signed in: one answer at a time, and nothing of it is kept."""
