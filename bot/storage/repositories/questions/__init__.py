"""What was asked and what became of it: questions without an answer, verdicts on answers, counts."""
