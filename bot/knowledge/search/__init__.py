"""What a question is about: training utterances, likeness, the trained index, the bounds of an answer."""
