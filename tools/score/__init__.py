"""Measures how well people are understood, on blind lines and on lines for development."""
