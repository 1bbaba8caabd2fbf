"""What answers at which address of the web chat."""
