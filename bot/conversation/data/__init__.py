"""Word lists of the guard, as plain constants: no file is read when the guard runs."""
