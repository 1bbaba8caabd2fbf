"""Reads and writes the rows of one kind of thing each."""
