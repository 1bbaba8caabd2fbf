"""The lines the search learns from, and what each of them means."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.knowledge.entry import KnowledgeBase, NoneOfThese, Topic

NONE = "-none"
PERSON = "-person"
SMALLTALK = "-smalltalk."


@dataclass(frozen=True, slots=True)
class Line:
    """One question as somebody wrote it. `label` is a topic id or one of the classes above."""

    text: str
    label: str
    lang: str
    own: bool = False  # a variant of a topic, as opposed to its title, its answer or a line of none_of_these


def is_topic(label: str) -> bool:
    """Tell whether a label names a topic (and not one of the classes without an answer)."""
    return not label.startswith("-")


def lines_of(base: KnowledgeBase) -> tuple[Line, ...]:
    """Return every line to learn from, in the order of the base, without repetitions."""
    seen: dict[tuple[str, str], Line] = {}
    for line in _all(base.topics.values(), base.none_of_these):
        seen.setdefault((line.text.casefold(), line.label), line)
    return tuple(seen.values())


def slips_of(base: KnowledgeBase) -> dict[str, str]:
    """Return the misspelled words that the base's terms name, with the word that was meant."""
    return {
        slip.casefold(): term.nb.casefold()
        for term in base.terms
        for slip in term.misspellings
        if slip.isalpha() and term.nb.isalpha()
    }


def _all(topics: Iterable[Topic], others: Iterable[NoneOfThese]) -> Iterator[Line]:
    for topic in topics:
        for variant in topic.variants:
            yield Line(variant, topic.id, topic.lang, own=True)
        yield Line(topic.question, topic.id, topic.lang)
        yield Line(topic.answer, topic.id, topic.lang)  # its words are the field's own terms
    for group in others:
        for text in (*group.near, *group.far):
            yield Line(text, NONE, group.lang)
        for text in group.own_case:
            yield Line(text, PERSON, group.lang)
        for kind, texts in group.smalltalk.items():
            for text in texts:
                yield Line(text, SMALLTALK + kind, group.lang)


def fingerprint(lines: Iterable[Line], *settings: object) -> str:
    """Return a key that changes when a line, its meaning or a setting changes."""
    digest = hashlib.sha256(repr(settings).encode())
    for line in lines:
        digest.update(f"{line.label}\x1f{line.text}\x1e".encode())
    return digest.hexdigest()[:32]
