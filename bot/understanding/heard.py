"""What is heard in a message, as one value: worked out before any lock, looked at by the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot import safety
from bot.domain.message.message import Inbound
from bot.knowledge.base.entry import Words
from bot.knowledge.search.search import Found, Hit, MatchKind
from bot.knowledge.search.tfidf import Floats
from bot.language.detect import Guess
from bot.understanding import language
from bot.understanding.answer.lexicon import is_question
from bot.understanding.answer.text import plain
from bot.understanding.denied_consent import denies_consent
from bot.understanding.follow_up import Thread
from bot.understanding.leads import without_lead
from bot.understanding.questions import asked, joined, told

LONGEST = 2_000
"""Characters a typed message may have; a question is far shorter, and what is longer is not searched for."""

FEWEST_WORDS = 4
"""Words of a text that is worth an embedding to the guard: "ja" and "tilbake" are not."""

LONGEST_ANSWER = 14
"""Words of an answer to a question that is open; what is longer tells something of its own."""

LONGEST_FOLLOW_UP = 30
"""Words of a message that leans on what was shown before it; what is longer stands alone."""

OUTRIGHT, FEWEST_OUTRIGHT = 0.9999, 6
"""Confidence from which on a question is in a topic's own words, and how many it has: it stands alone."""

MOST_PARTS = 2
"""Questions of one message that are answered; of more than that none is asked as if it stood alone."""


MATTERS = frozenset({MatchKind.ANSWER, MatchKind.LIKELY, MatchKind.PERSON, MatchKind.ABOUT})
"""What is found where somebody speaks of a matter, whether or not it is put as a question."""

NOT_KNOWN = Found(MatchKind.UNKNOWN)
HARMLESS = safety.Inspection()


class Finder(Protocol):
    """Finds topics for a question; `bot.knowledge.search.search.Search` is one."""

    def find(self, text: str) -> Found:
        """Return a sure answer, a likely one, choices, or that it is not known."""

    def vector(self, text: str) -> Floats | None:
        """Return the embedding of a text that `find` works with, or None where there is no encoder."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a message is about: as a whole (`found`), and by its two questions where both are plain (`parts`).

    There are no parts where it speaks of consent that is not there. `said` is the message from where it comes
    to the matter, without the thanks or greeting that it begins with.
    """

    found: Found = NOT_KNOWN
    parts: tuple[Hit, ...] = ()
    said: str = ""

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics heard, the best one first."""
        best = tuple(hit.topic for hit in self.found.hits)
        return (*best, *(hit.topic for hit in self.parts if hit.topic not in best))


NO_SUBJECT = Subject()


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard in the words of one turn.

    `message` is what the guard sees in them as a message of its own, `answer` what it sees when they answer a
    question that is open: the same where they are too many for an answer. `language` is None where there are
    no words. What identifies somebody is not searched for: then the subject is empty. `focus` is the topic
    that the subject was read by, "" for none.
    """

    message: safety.Inspection = HARMLESS
    answer: safety.Inspection = HARMLESS
    language: Guess | None = None
    subject: Subject = NO_SUBJECT
    focus: str = ""


NOTHING = Heard()
"""What is heard in a press of a button."""


def understand(turn: Inbound, search: Finder, words: Words, thread: Thread | None = None) -> Heard:
    """Return what is heard in a turn; `thread` is what was shown before it."""
    wrote = turn.words
    if not wrote:
        return NOTHING
    vector = search.vector(wrote) if len(wrote.split()) >= FEWEST_WORDS and len(wrote) <= LONGEST else None
    message = safety.inspect(wrote, vector)
    told = message.harmless or not may_answer(wrote)
    answer = message if told else safety.inspect(wrote, vector, open_question=True)
    spoken = language.spoken(wrote[:LONGEST])
    text = turn.text or ""
    if not text or len(text) > LONGEST or answer.identifying:
        return Heard(message, answer, spoken, focus=topic_of(thread))
    subject = subject_of(text, search, words, thread)
    return Heard(message, answer, spoken, subject, topic_of(thread))


def topic_of(thread: Thread | None) -> str:
    """Return the topic that a message is read by; "" where it stands alone."""
    return thread.focus.topic if thread else ""


def may_answer(said: str) -> bool:
    """Tell whether a text is short enough to answer a question that is open."""
    return len(said) <= LONGEST and len(said.split()) <= LONGEST_ANSWER


def subject_of(text: str, search: Finder, words: Words, thread: Thread | None = None) -> Subject:
    """Return what a message is about: alone, or by what was shown before it. Small talk follows nothing."""
    subject = _alone(text, search, words)
    talk = subject.found.kind is MatchKind.SMALLTALK and not is_question(words, subject.said)
    if thread is None or talk or subject.parts or _stands_alone(subject):
        return subject
    completed = thread.read(subject.said)
    return Subject(completed, said=subject.said) if completed else subject


def _stands_alone(subject: Subject) -> bool:
    """Tell whether a message is too long to lean on what was shown before, or a topic's own question."""
    long = len(subject.said.split())
    outright = subject.found.kind is MatchKind.ANSWER and subject.found.confidence >= OUTRIGHT
    return long > LONGEST_FOLLOW_UP or (outright and long >= FEWEST_OUTRIGHT)


def _alone(text: str, search: Finder, words: Words) -> Subject:
    """Return what a message is about, without the thanks or greeting that it begins with.

    It is small talk only where nothing else is said: no question, and nothing that a topic answers.
    """
    said = without_lead(words, text)
    subject = _subject_of(said, search, words)
    if said != text and not _matters(words, said, subject.found):
        whole = search.find(text)
        subject = Subject(whole, said=text) if whole.kind is MatchKind.SMALLTALK else subject
    if subject.found.kind is not MatchKind.SMALLTALK:
        return subject
    for part in (without_lead(words, text, loosely=True), *asked(text)):
        if part != text and _matters(words, part, found := search.find(part)):
            return Subject(found, said=part)
    return subject


def _matters(words: Words, said: str, found: Found) -> bool:
    """Tell whether a part of a message is about something: what is known, or a question."""
    return found.kind in MATTERS or (found.kind is not MatchKind.SMALLTALK and is_question(words, said))


def _subject_of(text: str, search: Finder, words: Words) -> Subject:
    """Return what a text is about: as a whole, and by the questions in it."""
    found = search.find(text)
    questions = asked(text)
    both = questions
    if len(questions) != MOST_PARTS and found.kind is not MatchKind.ANSWER:
        both = _joined(text, words)
    if len(both) == MOST_PARTS:
        parts = [search.find(question) for question in both]
        hits = tuple(part.hits[0] for part in parts if part.kind is MatchKind.ANSWER)
        if len({hit.topic for hit in hits}) == MOST_PARTS and not denies_consent(text):
            return Subject(found, hits, text)
    if len(questions) == 1 and found.kind in (MatchKind.CHOICES, MatchKind.UNKNOWN) and told(text):
        return Subject(_of_the_question(found, search.find(questions[0])), said=text)
    return Subject(found, said=text)


def _joined(text: str, words: Words) -> tuple[str, ...]:
    """Return the two questions of one sentence; none where the second points back ("og hvem er det for?")."""
    parts = joined(text, words.typed_as("answers.joins", plain), words.typed_as("answers.asks", plain))
    points = words.typed_as("follow_up.points", plain)
    return () if parts and points & set(plain(parts[-1]).split()) else parts


def _of_the_question(whole: Found, question: Found) -> Found:
    """Return what a case is about that is told in several sentences: what is asked in it, as a guess."""
    if question.kind is not MatchKind.ANSWER:
        return whole
    first = question.hits[0]
    others = tuple(hit for hit in whole.hits if hit.topic != first.topic)
    return Found(MatchKind.LIKELY, (first, *others[:2]))
