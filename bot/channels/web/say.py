"""The words of one language, as views and templates ask for them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.base.entry import Words


@dataclass(frozen=True, slots=True)
class Say:
    """The words of one language."""

    words: Words
    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """Return a text. Raises KeyError for a key without one."""
        return self.words.say(self.lang, key, **values)
