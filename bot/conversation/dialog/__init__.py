"""Dialogs: what one is, how it is led, how typed answers find their question."""
