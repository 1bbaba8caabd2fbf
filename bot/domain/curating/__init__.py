"""What curators propose to change in the texts, and what it would do to every question."""
