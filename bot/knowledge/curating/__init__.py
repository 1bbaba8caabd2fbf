"""A curator's change as files: written in a copy, checked and shown as a patch before it is taken in."""
