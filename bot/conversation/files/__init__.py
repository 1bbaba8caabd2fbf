"""Files that a reply carries: a calendar entry, everything that is kept about a person."""
