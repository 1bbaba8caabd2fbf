"""A curator's way in the chat: from a group of questions to a measured change, accepted or declined."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.conversation import engine
from bot.domain.curating.change import Effect, KbChange, Kind, Moved, Proposal, Stage
from bot.domain.message.message import Inbound
from bot.domain.person.person import Person, Role
from bot.domain.turn.outcome import Audit, DecideChange, Outcome, ProposeChange, SettleUnanswered
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.domain.turn.unanswered import Unanswered
from handlers import ORDER
from tests.domain.making import NOW
from tests.handlers.house import real_knowing
from tests.handlers.talk import ANNA, say

KARI = Person("kari", Role.COORDINATOR, name="Kari")
DAY = dt.date(2026, 11, 20)
ASKED = (
    Unanswered(3, "hvor mye kaffe drikker jobbspesialisten", "nb", 4, DAY),
    Unanswered(7, "hvor mye kaffe drikker jobbspesialistene", "nb", 2, DAY),
    Unanswered(9, "hvor mange ▮ er det på ventelisten", "nb", 1, DAY),
)
WHAT = Proposal(Kind.VARIANT, "referral.waiting_list", {"nb": "hvor lenge er det"}, (3,))
MOVED = Moved("er det lang kø", "nb", "referral.waiting_list", "answer referral.age", "unknown", worse=True)
EFFECT = Effect(17000, (MOVED,), (Moved("hvor lenge er det", "nb", "", "unknown", ""),))
CHANGE = KbChange(5, WHAT, "Kari", NOW, Stage.MEASURED, "--- a\n+++ b\n", EFFECT)


def turn(press: str = "", text: str = "", person: Person = KARI, change: KbChange = CHANGE) -> Outcome:
    """Let somebody type or press."""
    snapshot = TurnSnapshot(unanswered=ASKED, kb_changes=(change,))
    turn = Inbound("1", press=press) if press else Inbound("1", text=text)
    return engine.decide(turn, Session(lang="nb"), person, snapshot, real_knowing(), NOW, ORDER)


def test_like_questions_stand_together() -> None:
    """Two that ask the same are one line with the sum; done, both are let go of."""
    shown = turn(text="hvilke spørsmål har ikke fått svar").replies[0]
    ids = [choice.id for choice in shown.choices]
    assert "ganger: 6" in shown.text
    assert ids == [
        *("curate:group:3", "unanswered:done:3", "curate:group:9", "unanswered:done:9"),
        "curate:",
    ]
    assert turn("unanswered:done:3").effects == (SettleUnanswered(3), SettleUnanswered(7))


def test_a_group_shows_what_is_nearest_and_why() -> None:
    """Each of the nearest topics is a button; nothing is changed by looking."""
    outcome = turn("curate:group:3")
    (reply,) = outcome.replies
    assert outcome.effects == ()
    assert ASKED[1].text in reply.text
    assert say("nb", "curating.nearest") in reply.text
    ways = [choice.id for choice in reply.choices if choice.id.startswith("curate:variant:3:")]
    assert len(ways) == 3
    why = [line for line in reply.text.split("\n") if line.startswith("- ")]
    assert len(why) == 3
    assert all(" Det likner på «" in line for line in why)


def test_three_presses_from_a_group_to_an_accepted_change() -> None:
    """Group, topic, accept; what is between is measured, and both people and topics are on record."""
    way = next(c.id for c in turn("curate:group:3").replies[0].choices if c.id.startswith("curate:variant"))
    topic = way.rpartition(":")[2]
    proposed = turn(way)
    what = Proposal(Kind.VARIANT, topic, {"nb": ASKED[0].text}, (3, 7))
    assert proposed.effects == (ProposeChange(what, "kari"), Audit("kari", "text.proposed", topic))
    accepted = turn("curate:accept:5")
    assert accepted.effects == (
        DecideChange(5, Stage.ACCEPTED, "kari"),
        Audit("kari", "text.accepted", "referral.waiting_list"),
    )


def test_the_same_is_not_proposed_twice() -> None:
    """A second press says that it stands there already."""
    known = replace(CHANGE, proposal=Proposal(Kind.VARIANT, "referral.age", {"nb": ASKED[0].text}))
    outcome = turn("curate:variant:3:referral.age", change=known)
    assert (outcome.effects, outcome.replies[0].text) == ((), say("nb", "curating.known"))


def test_what_is_hidden_is_no_way_to_ask() -> None:
    """A masked question has no such button, and a press by hand does nothing."""
    shown = turn("curate:group:9").replies[0]
    assert say("nb", "curating.hidden") in shown.text
    assert not [choice for choice in shown.choices if "variant" in choice.id]
    assert turn("curate:variant:9:referral.age").effects == ()


def test_the_effect_is_seen_before_the_decision() -> None:
    """How many lose their answer, which ones first, and who proposed it when."""
    (reply,) = turn("curate:change:5").replies
    assert "17000" in reply.text
    assert MOVED.text in reply.text
    assert "Kari" in reply.text
    assert {c.id for c in reply.choices} == {"curate:accept:5", "curate:decline:5", "curate:"}


@pytest.mark.parametrize(
    "change",
    [
        replace(CHANGE, stage=Stage.PROPOSED, effect=None),
        replace(CHANGE, effect=replace(EFFECT, faults=("nb/topics/x.yaml:1: TODO",))),
        replace(CHANGE, stage=Stage.TAKEN_IN),
        replace(CHANGE, stage=Stage.DECLINED),
    ],
    ids=["not measured", "faulty", "taken in", "declined"],
)
def test_nothing_else_can_be_accepted(change: KbChange) -> None:
    """Neither by a button nor by a press by hand."""
    assert "curate:accept:5" not in {c.id for c in turn("curate:change:5", change=change).replies[0].choices}
    assert turn("curate:accept:5", change=change).effects == ()


def test_declined_it_changes_nothing() -> None:
    """It stays on the list as declined."""
    outcome = turn("curate:decline:5")
    assert outcome.replies[0].text == say("nb", "curating.declined")
    assert DecideChange(5, Stage.DECLINED, "kari") in outcome.effects


def test_found_by_plain_words_and_only_by_her() -> None:
    """Others are told whose it is, typed or pressed."""
    assert say("nb", "curating.intro") in turn(text="hvem har endret svarene").replies[0].text
    for outcome in (turn(text="forslag til endringer", person=ANNA), turn("curate:accept:5", person=ANNA)):
        assert outcome.replies[0].text == say("nb", "curating.not_for_you")
        assert outcome.effects == ()


@pytest.mark.parametrize("press", ["curate:group:x", "curate:other:5", "curate:change:99", "curate:group:99"])
def test_broken_and_late_presses_do_nothing(press: str) -> None:
    """What is not there any more is told."""
    assert turn(press).effects == ()
