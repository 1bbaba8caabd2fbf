"""Forms of text that several rooms share: what is seen of it, what is compared, a table."""
