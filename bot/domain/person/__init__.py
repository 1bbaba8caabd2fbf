"""Who is talking: roles and what they may do, when one can be reached, how one becomes known."""
