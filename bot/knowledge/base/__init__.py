"""The knowledge base as values, and how its files are read."""
