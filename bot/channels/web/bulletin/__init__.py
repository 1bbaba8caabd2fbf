"""The pages of what is told to everybody: the newsletter, and who has read the instruction."""
