"""The wording of a question, made comparable: greetings off, one form per word."""

from __future__ import annotations

from bot.knowledge.lexical import words


def canonical(text: str) -> list[str]:
    """Return the words of a text in the form in which the lexical search compares them."""
    return words(text)
