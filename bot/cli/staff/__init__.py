"""The commands that look after people, and after teams, posts and services."""
