"""The lines the search learns from, and what each of them means."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.knowledge.base.entry import KnowledgeBase, NoneOfThese, Topic, Utterance

NONE = "-none"
PERSON = "-person"
SMALLTALK = "-smalltalk."
ABOUT = "-about."


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """One question as somebody wrote it.

    `label` is a topic id or one of the classes above; `also` names further topics that answer it as well.
    `own` tells a variant of a topic from its title or a line of none_of_these. `author` is who wrote an
    utterance, and empty for the curators' own lines.
    """

    text: str
    label: str
    lang: str
    own: bool = False
    also: tuple[str, ...] = ()
    author: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that is right for the line, the first one first."""
        return (self.label, *self.also)


def is_topic(label: str) -> bool:
    """Tell whether a label names a topic (and not one of the classes without an answer)."""
    return not label.startswith("-")


def lines_of(base: KnowledgeBase) -> tuple[TrainingLine, ...]:
    """Return every line to learn from, in the order of the base, without repetitions."""
    seen: dict[tuple[str, str], TrainingLine] = {}
    for line in (*_all(base.topics.values(), base.none_of_these), *_utterances(base.utterances)):
        seen.setdefault((line.text.casefold(), line.label), line)
    return tuple(seen.values())


def follow_ups_of(base: KnowledgeBase) -> tuple[TrainingLine, ...]:
    """Return what was written under an answer, each behind the title of the topic shown."""
    return tuple(
        TrainingLine(behind(topic.question, one.text), first, one.lang, also=tuple(also), author=one.author)
        for one in base.follow_ups
        for topic in (base.topic(one.lang, one.focus),)
        for first, *also in (one.labels or (NONE,),)
        if topic is not None
    )


def behind(title: str, text: str) -> str:
    """Return a message as it is read behind the title of what was shown before it."""
    return f"{title} {text}"


def slips_of(base: KnowledgeBase) -> dict[str, str]:
    """Return the misspelled words that the base's terms name, with the word that was meant."""
    return {
        slip.casefold(): term.nb.casefold()
        for term in base.terms
        for slip in term.misspellings
        if slip.isalpha() and term.nb.isalpha()
    }


def _all(topics: Iterable[Topic], others: Iterable[NoneOfThese]) -> Iterator[TrainingLine]:
    for topic in topics:
        for variant in topic.variants:
            yield TrainingLine(variant, topic.id, topic.lang, own=True)
        yield TrainingLine(topic.question, topic.id, topic.lang)
    for group in others:
        for text in (*group.near, *group.far):
            yield TrainingLine(text, NONE, group.lang)
        for text in group.own_case:
            yield TrainingLine(text, PERSON, group.lang)
        for kind, texts in group.smalltalk.items():
            for text in texts:
                yield TrainingLine(text, SMALLTALK + kind, group.lang)
        for kind, texts in group.about.items():
            for text in texts:
                yield TrainingLine(text, ABOUT + kind, group.lang)


def _utterances(utterances: Iterable[Utterance]) -> Iterator[TrainingLine]:
    for said in utterances:
        first, *also = said.labels or (NONE,)
        yield TrainingLine(
            said.text, first, said.lang, own=is_topic(first), also=tuple(also), author=said.author
        )


def fingerprint(lines: Iterable[TrainingLine], *settings: object) -> str:
    """Return a key that changes when a line, its meaning or a setting changes."""
    digest = hashlib.sha256(repr(settings).encode())
    for line in lines:
        digest.update(f"{line.labels}\x1f{line.text}\x1e".encode())
    return digest.hexdigest()[:32]
