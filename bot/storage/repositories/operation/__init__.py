"""Rows of those who run the place: the off-switch, the time that was believed last."""
