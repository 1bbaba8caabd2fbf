"""One turn: the session before it, the snapshot it may look at, the outcome it leads to."""
