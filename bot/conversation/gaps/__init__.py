"""Knowledge gaps: questions without an answer, answers that were none, and the topics nearest to them."""
