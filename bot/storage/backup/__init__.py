"""A copy of the whole database in one file, while the program runs; and such a copy put back."""
