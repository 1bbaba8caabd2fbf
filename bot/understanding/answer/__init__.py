"""Reads what somebody typed as the answer to the question that is open.

Text and a question in, a value out: what was said, that it is unclear between two readings, that a day cannot
be, or that it is no answer. A consent is never guessed: to a question of consent only a plain yes is one.
"""

from bot.understanding.answer.read import read
from bot.understanding.answer.values import Asked, NoDay, Reading, Said, Unclear, Why

__all__ = ["Asked", "NoDay", "Reading", "Said", "Unclear", "Why", "read"]
