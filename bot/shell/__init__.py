"""The imperative shell of a turn: the inbound gateway, the turn itself, albums."""
