"""Measures the assistant, next to others where there are any. No test depends on these times."""
