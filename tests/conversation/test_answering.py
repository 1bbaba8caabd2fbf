"""How what was found is answered: surely, as a guess, to two questions at once, and never against consent."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from bot.conversation import engine
from bot.domain.message.message import Inbound
from bot.domain.turn.outcome import CountQuestion, Outcome, OutcomeKind
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge.search.search import Found, Hit
from bot.knowledge.search.search import MatchKind as Sought
from handlers import ORDER
from tests.domain.making import NOW
from tests.handlers.talk import ANNA, LANGS, knowledge, say

AFTER, BEFORE, CRITERIA = "privacy.after_consent", "privacy.before_consent", "referral.criteria"


@dataclass(frozen=True)
class Finds:
    """A search that finds the same for everything."""

    found: Found

    def vector(self, text: str) -> None:
        """See context.Finder."""

    def find(self, text: str) -> Found:
        """See context.Finder."""
        return self.found


def asked(text: str, found: Found, lang: str = "nb") -> Outcome:
    """Ask one question of an engine whose search finds `found`."""
    know = replace(knowledge(), search=Finds(found))
    return engine.decide(Inbound("1", text=text), Session(lang=lang), ANNA, TurnSnapshot(), know, NOW, ORDER)


def likely(*topics: str) -> Found:
    """A guess at the first of some topics."""
    return Found(Sought.LIKELY, tuple(Hit(topic, 0.6 - 0.1 * at) for at, topic in enumerate(topics)))


@pytest.mark.parametrize("lang", LANGS)
def test_a_guess_says_so_and_offers_the_next_two(lang: str) -> None:
    """It is headed as a guess, other topics are its first buttons; so it is counted."""
    outcome = asked("???? hva da 2026", likely(CRITERIA, "referral.age", "referral.form"), lang)
    base = knowledge().base
    reply, topic = outcome.replies[0], base.topic(lang, CRITERIA)
    assert topic is not None
    assert (outcome.kind, outcome.topics) == (OutcomeKind.LIKELY, (CRITERIA, "referral.age", "referral.form"))
    assert reply.title == say(lang, "answer.likely", question=topic.question)
    assert reply.text.startswith(topic.answer)
    assert [choice.id for choice in reply.choices[:2]] == ["topic:referral.age", "topic:referral.form"]
    assert outcome.session.topic == CRITERIA
    assert [e.kind for e in outcome.effects if isinstance(e, CountQuestion)] == [OutcomeKind.LIKELY]


@pytest.mark.parametrize(
    "text",
    [
        "hva kan jeg dele før pasienten har samtykket",
        "kva kan eg dele utan samtykke",
        "can I share anything without consent",
        "hva kan jeg fortelle når han ikke har sagt ja",
        "what may I tell before she has consented",
    ],
)
@pytest.mark.parametrize("kind", [Sought.ANSWER, Sought.LIKELY])
def test_denied_consent_never_gets_the_answer_for_given_consent_alone(text: str, kind: Sought) -> None:
    """The opposite question's answer would be a breach: the right one is offered first, whatever is found."""
    outcome = asked(text, Found(kind, (Hit(AFTER, 0.95),)))
    assert (outcome.kind, outcome.topics) == (OutcomeKind.CHOICES, (BEFORE, AFTER))


def test_given_consent_gets_its_answer() -> None:
    """Where nothing is denied the answer is shown at once."""
    outcome = asked("hva kan jeg dele når pasienten har samtykket", Found(Sought.ANSWER, (Hit(AFTER, 0.9),)))
    assert (outcome.kind, outcome.topics) == (OutcomeKind.ANSWER, (AFTER,))


class Each:
    """A search that knows two questions and guesses at the rest."""

    def vector(self, text: str) -> None:
        """See context.Finder."""

    def find(self, text: str) -> Found:
        """See context.Finder."""
        known = {"Hva er aldersgrensen?": "referral.age", "Hvordan henviser jeg?": "referral.how"}
        if text in known:
            return Found(Sought.ANSWER, (Hit(known[text], 0.9),))
        return Found(Sought.CHOICES, (Hit("referral.how", 0.4), Hit(CRITERIA, 0.3)))


def test_two_questions_get_two_answers_the_shorter_first() -> None:
    """Both are answered in one turn, and both topics are told, the one heard most first."""
    know = replace(knowledge(), search=Each())
    turn = Inbound("1", text="Hva er aldersgrensen? Hvordan henviser jeg?")
    outcome = engine.decide(turn, Session(lang="nb"), ANNA, TurnSnapshot(), know, NOW, ORDER)
    assert outcome.kind is OutcomeKind.ANSWER
    assert outcome.topics == ("referral.how", "referral.age")
    lengths = [len(reply.text) for reply in outcome.replies]
    assert len(lengths) == 2
    assert lengths == sorted(lengths)
