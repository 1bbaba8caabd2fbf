"""What is heard in a message, as one value: found before any lock, looked at by the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.knowledge.search import Found, Hit, Kind
from bot.understanding.denied_consent import denies_consent
from bot.understanding.questions import asked, told

MOST_PARTS = 2
"""Questions of one message that are answered; of more than that none is asked as if it stood alone."""


class Finder(Protocol):
    """Finds topics for a question; `bot.knowledge.search.Search` is one."""

    def find(self, text: str) -> Found:
        """Return a sure answer, a likely one, choices, or that it is not known."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message is about.

    `found` is what the whole of it is about. `parts` are the answers to its two questions, where it asks two
    that both are plain; empty otherwise, and where it speaks of consent that is not there.
    """

    found: Found
    parts: tuple[Hit, ...] = ()

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics heard, the best one first."""
        best = tuple(hit.topic for hit in self.found.hits)
        return (*best, *(hit.topic for hit in self.parts if hit.topic not in best))


def heard(text: str, search: Finder) -> Heard:
    """Return what a message is about: as a whole, and by the questions in it."""
    found = search.find(text)
    questions = asked(text)
    if len(questions) == MOST_PARTS:
        parts = [search.find(question) for question in questions]
        hits = tuple(part.hits[0] for part in parts if part.kind is Kind.ANSWER)
        if len({hit.topic for hit in hits}) == MOST_PARTS and not denies_consent(text):
            return Heard(found, hits)
    if len(questions) == 1 and found.kind in (Kind.CHOICES, Kind.UNKNOWN) and told(text):
        return Heard(_of_the_question(found, search.find(questions[0])))
    return Heard(found)


def _of_the_question(whole: Found, question: Found) -> Found:
    """Return what a case is about that is told in several sentences: what is asked in it, as a guess."""
    if question.kind is not Kind.ANSWER:
        return whole
    first = question.hits[0]
    others = tuple(hit for hit in whole.hits if hit.topic != first.topic)
    return Found(Kind.LIKELY, (first, *others[:2]))
