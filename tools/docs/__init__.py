"""Writes the documents that are generated: sharing, storage, the instruction sheets."""
