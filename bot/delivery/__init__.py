"""Works on the outbox: turns rows into messages in their reader's language."""
