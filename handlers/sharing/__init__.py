"""The guide "Can I share this?"."""
