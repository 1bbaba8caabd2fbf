"""What a referral's card and the list of them say: one next step, whose it is, by the buttons' names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation import engine
from bot.domain.case.code import Code
from bot.domain.case.referral import Reason, Referral, State
from bot.domain.message.message import Inbound, Reply
from bot.domain.person.person import Person
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge.base.entry import LANGUAGES
from handlers import ORDER
from tests.domain.making import NOW, referral, referral_in
from tests.handlers.meetings.test_contact import press
from tests.handlers.talk import ANNA, JONAS, METTE, knowledge, say

HELD = frozenset({"dps-general", "dps-supervisor"})
ON_LIST = referral().change(State.ON_HOLD, "jonas", NOW, Reason.FULL, post="dps-supervisor")
WITH_SUPERVISOR = replace(referral(), post="dps-supervisor").change(State.RECEIVED, "mette", NOW)
CARDS = {
    **{state.value: referral_in(state) for state in State},
    "on the list": ON_LIST,
    "with the supervisor": WITH_SUPERVISOR,
}


def card(who: Person, known: Referral) -> Reply:
    """Return a referral as this person sees it."""
    return press(who, f"referrals:{known.code}", known, held=HELD).replies[-1]


def lines(reply: Reply, key: str) -> list[str]:
    """Return what stands on the lines that begin as a key's words do."""
    head = say("nb", key, next="", owner="", date="").strip()
    return [line.removeprefix(head).strip() for line in reply.text.splitlines() if line.startswith(head)]


@pytest.mark.parametrize("name", CARDS)
@pytest.mark.parametrize("who", [ANNA, JONAS, METTE], ids=lambda who: who.id)
def test_the_next_step_is_that_of_whom_it_names(who: Person, name: str) -> None:
    """Where somebody else acts, theirs is the next step, and the reader's own part has a line of its own."""
    known = CARDS[name]
    if who is JONAS and known.post != "dps-general":
        return
    shown = card(who, known)
    (whose,) = lines(shown, "referrals.owner")
    clinicians = say("nb", "owner.clinician")
    clinicians_steps = {say("nb", f"next.clinician.{state}") for state in State}
    for step in lines(shown, "referrals.next"):
        if whose in {say("nb", "owner.specialist"), say("nb", "owner.supervisor")}:
            assert step not in clinicians_steps - {say("nb", f"next.handler.{state}") for state in State}
        elif whose == clinicians:
            assert step in clinicians_steps


@pytest.mark.parametrize("name", CARDS)
@pytest.mark.parametrize("who", [JONAS, METTE], ids=lambda who: who.id)
def test_a_step_names_only_buttons_that_are_there(who: Person, name: str) -> None:
    """Nobody is told to put on the waiting list what is there already, or to hand over by another name."""
    shown = card(who, CARDS[name])
    told = " ".join(lines(shown, "referrals.next"))
    labels = {choice.label for choice in shown.choices}
    if "venteliste" in told:
        assert say("nb", "handle.wait") in labels
    assert not [word for word in ("Gi den til", "Gi henvisningen") if word in told]


def test_who_just_acted_is_named_at_once() -> None:
    """Also in the turn in which it was done: no login id stands in the history."""
    named = replace(JONAS, name="Jonas Lie")
    outcome = press(named, "referrals:IPS-7K3F", referral(), held=HELD, names={"jonas": "Jonas Lie"})
    assert "Jonas Lie" in outcome.replies[-1].more
    assert "jonas:" not in outcome.replies[-1].more


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_says_which_is_which(lang: str) -> None:
    """Each line has code, state, day and team; what is closed stands below, under a heading of its own."""
    still_open = referral(code="IPS-AAA2")
    closed = replace(referral_in(State.REJECTED), code=Code("IPS-AAA3"))
    seen = TurnSnapshot(referrals={one.code: one for one in (closed, still_open)}, held=HELD)
    turn = Inbound("1", press="referrals:")
    text = engine.decide(turn, Session(lang), ANNA, seen, knowledge(), NOW, ORDER).replies[0].text
    lines_ = text.splitlines()
    first, heading, last = (next(n for n, line in enumerate(lines_) if part in line) for part in PARTS[lang])
    assert first < heading < last
    assert "21.11.2026" in lines_[first]
    assert "IPS Øyane DPS" in lines_[first]
    assert say(lang, "state.requested") in lines_[first]


PARTS = {lang: ("IPS-AAA2", say(lang, "referrals.over", count=1), "IPS-AAA3") for lang in LANGUAGES}


def test_whoever_acts_next_has_one_button_that_stands_out_and_a_day() -> None:
    """The other side has none; state and deadline stand on the card."""
    waits = CARDS[State.RECEIVED.value]
    his, hers = card(JONAS, waits), card(ANNA, waits)
    assert his.choices[0].id == his.primary
    assert his.primary.endswith(":accept")
    assert hers.primary == ""
    assert his.state == hers.state == say("nb", "state.received")
    assert lines(his, "referrals.by_when") == lines(hers, "referrals.by_when") != []
    for known in CARDS.values():
        for who in (ANNA, METTE):
            shown = card(who, known)
            assert shown.primary in {"", *(choice.id for choice in shown.choices)}
