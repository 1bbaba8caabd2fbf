"""What goes in and out of a conversation, as values: messages, pictures, the inbox, and at which pace."""
