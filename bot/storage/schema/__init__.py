"""The tables, how values become columns, and what the database itself refuses."""
