"""Danger that cannot wait for an answer: wordings told outright, and what is learned."""
