""" "Can I share this?": the facts asked about, the rules as one table, and what they decide."""
