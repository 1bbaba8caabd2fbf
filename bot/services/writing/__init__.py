"""What those write who look after the place: changes of the texts, measured, and newsletters."""
