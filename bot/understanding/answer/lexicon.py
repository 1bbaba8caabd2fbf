"""What each word of an answer does: says yes or no, weakens, turns round, names an option, or nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.knowledge.base.entry import Words
from bot.understanding.answer.text import asks, clauses, plain
from bot.understanding.answer.values import Asked

ROLES = ("yes", "soft", "no", "unsure", "hedge", "not", "is", "will", "plain", "but", "asks")
OPTION = "option:"
DAY = ("ago.", "weekdays.", "months.")
LONGEST = 8
"""Words of a phrase."""

NEAR = 88
"""From 0 to 100: how alike a word and one of ours must be to be its misspelling."""

SHORTEST = 5
"""Letters of a word that may be misspelt: shorter ones are too much like others."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or phrase of an answer, and what it does; nothing for one that we do not know."""

    words: Phrase
    roles: frozenset[str]

    @property
    def options(self) -> tuple[str, ...]:
        """The options that it names."""
        return tuple(role.removeprefix(OPTION) for role in sorted(self.roles) if role.startswith(OPTION))


def with_signs(words: Words, text: str) -> str:
    """Return the text with signs such as a thumb put into words, which stand alone in a clause.

    A sign among pictures that we do not know says nothing: the text is returned as it is.
    """
    spoken = text
    for role in ("yes", "no", "unsure"):
        word = words.phrases["nb"][f"answers.{role}"][0]
        for sign in words.typed(f"answers.signs.{role}"):
            spoken = spoken.replace(sign, f", {word}, ")
    return text if any(unicodedata.category(mark) == "So" for mark in spoken) else spoken


def has_answer(words: Words, text: str) -> bool:
    """Tell whether a text holds a number, a yes or a no."""
    said = clauses(with_signs(words, text))
    if any(word.isdigit() for clause in said for word in clause):
        return True
    firm = words.typed_as("answers.yes", plain) | words.typed_as("answers.no", plain)
    return any(" ".join(clause[:n]) in firm for clause in said for n in (1, 2, 3))


def is_question(words: Words, text: str) -> bool:
    """Tell whether a text asks: it ends with a question mark, or begins as questions do."""
    said = plain(text)
    leads = words.typed_as("answers.asks", plain)
    return asks(text) or any(said == lead or said.startswith(f"{lead} ") for lead in leads)


class Lexicon:
    """All phrases that matter to one question, in all languages at once: people mix them."""

    def __init__(self, words: Words, asked: Asked, *, told: bool = False) -> None:
        """Gather the phrases of every question, and of this one.

        With `told` the question is not open now: only what names an option in so many words counts.
        """
        self._phrases: dict[Phrase, set[str]] = {}
        for role in ROLES:
            self._add(role, words.typed_as(f"answers.{role}", plain))
        for option in asked.options:
            shared = f"answers.steps.{asked.step}"
            self._add(OPTION + option, words.typed_as(f"{shared}.said.{option}", plain))
            if told:
                continue
            for key in (f"{asked.key}.typed.{option}", f"{shared}.typed.{option}", f"flow.typed.{option}"):
                self._add(OPTION + option, words.typed_as(key, plain))
            self._add(OPTION + option, map(plain, asked.labels.get(option, ())))
            unclear = words.typed_as(f"{shared}.unclear.{option}", plain)
            self._add(OPTION + option, unclear)
            self._add("doubtful", unclear)
        if not told:
            self._add("ahead", _said_ahead(words, asked.ahead))
        about = {word for text in asked.about for word in plain(text).split()}
        self._about = {word.strip("-/") for word in about}
        self._single = [p[0] for p in self._phrases if len(p) == 1 and len(p[0]) >= SHORTEST]

    def _add(self, role: str, phrases: Iterable[str]) -> None:
        for phrase in phrases:
            if phrase:
                self._phrases.setdefault(tuple(phrase.split()), set()).add(role)

    def marks(self, said: Phrase) -> tuple[Mark, ...]:
        """Return the marks of a clause, from left to right, the longest phrases first."""
        return tuple(self._marks(said))

    def _marks(self, said: Phrase) -> Iterator[Mark]:
        at = 0
        while at < len(said):
            end = next(
                (n for n in range(min(len(said), at + LONGEST), at, -1) if said[at:n] in self._phrases), 0
            )
            if end:
                yield Mark(said[at:end], frozenset(self._phrases[said[at:end]]))
            else:
                yield Mark(said[at : at + 1], self._roles_of(said[at]))
            at = end or at + 1

    def _roles_of(self, word: str) -> frozenset[str]:
        """Return what a single word does that is none of ours: a misspelling, or a word of the question."""
        if word in self._about:
            return frozenset({"plain"})
        if len(word) < SHORTEST or word.isdigit():
            return frozenset()
        near = process.extractOne(word, self._single, scorer=fuzz.ratio, score_cutoff=NEAR)
        return frozenset(self._phrases[(near[0],)]) if near else frozenset()


def _said_ahead(words: Words, steps: Iterable[str]) -> Iterator[str]:
    """Return what is said about other steps, and of a day: it says nothing against a plain answer."""
    if not steps:
        return
    prefixes = (*(f"answers.steps.{step}.said." for step in steps), *(f"answers.days.{part}" for part in DAY))
    for prefix in prefixes:
        for key in words.phrase_keys(prefix):
            yield from words.typed_as(key, plain)


def lexicon(words: Words, asked: Asked, *, told: bool = False) -> Lexicon:
    """Return the lexicon of a question; it is put together once."""
    name = f"lexicon {asked.key} {asked.options} {asked.ahead} {told}"
    return words.worked_out(name, lambda: Lexicon(words, asked, told=told))


def numbered(words: Words, key: str) -> Mapping[str, int]:
    """Return the words under `key` with the number that each stands for."""
    return words.worked_out(f"numbered {key}", lambda: _numbered(words, key))


def _numbered(words: Words, key: str) -> Mapping[str, int]:
    return {
        phrase: int(one.rpartition(".")[2])
        for one in words.phrase_keys(f"{key}.")
        for phrase in words.typed_as(one, plain)
    }
