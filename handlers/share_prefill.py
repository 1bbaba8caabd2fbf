"""Reads "may I tell the diagnosis to Nav?": the information and the receiver, when both are named."""

from __future__ import annotations

import re

from bot.conversation.typed import plain
from bot.knowledge.entry import Words

KEY = "dialog.share.prefill"
LONGEST = 14
"""Words; a longer text tells a story, and the knowledge answers stories better."""


def prefill(words: Words, text: str) -> dict[str, str]:
    """Return the answers that a question already gives, by step; empty when it does not name both.

    Only questions that begin with "may I" and then a word for telling are read; "what may I tell …" is a
    question of knowledge.
    """
    said = plain(text)
    if len(said.split()) > LONGEST or not _asks(words, said):
        return {}
    info, to = _named(words, "info", said), _named(words, "to", said)
    return {"info": info, "to": to} if info and to else {}


def _asks(words: Words, said: str) -> bool:
    """Tell whether it begins with "may I", followed at once by a word for telling."""
    asks = words.typed_as(f"{KEY}.ask", plain)
    if not said.startswith(tuple(asks)):
        return False
    ask, say = _either(asks), _either(words.typed_as(f"{KEY}.say", plain))
    return re.match(rf"(?:{ask}) (?:{say})\b", said) is not None


def _named(words: Words, kind: str, said: str) -> str:
    """Return the one value of this kind that is named; two different ones are none: the guide asks."""
    found = {
        key.rpartition(".")[2]
        for key in words.phrase_keys(f"{KEY}.{kind}.")
        if re.search(rf"(?<![\w-])(?:{_either(words.typed_as(key, plain))})(?![\w-])", said)
    }
    return found.pop() if len(found) == 1 else ""


def _either(phrases: frozenset[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase) for phrase in longest_first)
