"""What everybody can do: help, language, topics, the course, a person to turn to, another channel."""
