"""Who has access, and who serves whom: pages of whoever looks after the place."""
