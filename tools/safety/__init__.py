"""Makes the guard's word lists, weights and test sets."""
