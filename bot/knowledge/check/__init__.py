"""What is wrong with a knowledge base, file by file and line by line."""
