"""The commands of `python -m bot dev`: what developers need."""
