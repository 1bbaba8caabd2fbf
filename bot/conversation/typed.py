"""Compares what was typed with phrases and buttons to the letter; `bot.understanding` reads the rest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.domain.message.message import Choice
from bot.knowledge.base.entry import Words
from bot.language.detect import Guess
from bot.understanding.answer.text import plain as plain


@lru_cache(maxsize=1)  # every handler asks about the same text; no other is remembered
def _last(text: str) -> str:
    return plain(text)


def means(words: Words, key: str, text: str) -> bool:
    """Tell whether the typed text is one of the phrases of `key`, in any language."""
    return _last(text) in words.typed_as(key, plain)


def language(words: Words, said: str, guess: Guess | None, lang: str) -> str:
    """Return the language of what was written, `lang` where it does not show; no `guess` for no words."""
    if guess is None:
        return lang
    return guess.lang if guess.sure else spoken(words, said, lang)


def spoken(words: Words, text: str, lang: str) -> str:
    """Return the language that a phrase of ours shows to somebody spoken to in `lang`; `lang` if none.

    Many who read Norwegian have programs that speak English, and write "hjelp". The other way round a single
    word shows nothing: "restart" and "inbox" are said in Norwegian, too. Nor are the two kinds of Norwegian
    told apart by it.
    """
    langs = words.spoken("intents.", _last(text), plain)
    if not langs or lang in langs:
        return lang
    if lang == "en":
        return "nb" if "nb" in langs else "nn"
    return "en" if langs == {"en"} and " " in _last(text) else lang


def chosen(text: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the button that was typed: its label, or its number in the row as shown."""
    said = plain(text)
    if said.isascii() and said.isdigit():
        number = int(said) if len(said) < 3 else 0
        return choices[number - 1] if 0 < number <= len(choices) else None
    return next((choice for choice in choices if plain(choice.label) == said), None)
