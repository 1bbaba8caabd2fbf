"""What is to leave the process: messages to chats, notices to people, as rows."""
