"""Walks over every button of a referral that was sent, by everybody it concerns, as the code has them now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from bot.conversation import engine
from bot.delivery.wording import worded
from bot.domain.case.code import Code
from bot.domain.case.consent import Receiver, Scope
from bot.domain.case.referral import LEGAL, Milestone, Reason, Referral, State
from bot.domain.message.message import Inbound
from bot.domain.organisation.routing import PostLoad
from bot.domain.person.person import Person, Role
from bot.domain.turn.notice import Notify
from bot.domain.turn.outcome import ChangeReferral, OpenReferral, Outcome
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from handlers import ORDER
from tests.domain.making import NOW, consent, directory, referral
from tests.handlers.talk import ANNA, JONAS, METTE, Talk, knowledge, row_of

FRIDA = Person("frida", Role.JOB_SPECIALIST, post="dps-fact", name="Frida")
PEOPLE = (ANNA, JONAS, FRIDA, METTE)
LATER = NOW + dt.timedelta(days=5)
"""Late enough for the supervisor to take over."""
FOLLOWED = ("handle:", "end:", "narrow:")
WIDE = consent(scope=Scope.DIAGNOSIS, receivers=frozenset(Receiver))
A_YEAR_ON = NOW + dt.timedelta(days=367)

Key = tuple[object, ...]


FULL = {post: PostLoad(20) for post in ("dps-general", "dps-fact")}


def turn(
    person: Person,
    choice: str,
    known: Referral,
    at: dt.datetime = LATER,
    loads: Mapping[str, PostLoad] | None = None,
) -> Outcome:
    """Let somebody press a button."""
    queues = {"ips-oyane-dps": (known.code,)} if known.state is State.ON_HOLD else {}
    held = frozenset(directory().posts)
    snapshot = TurnSnapshot(
        referrals={known.code: known}, fresh_code="IPS-AAA2", held=held, queues=queues, loads=loads or {}
    )
    return engine.decide(Inbound("1", press=choice), Session(), person, snapshot, knowledge(), at, ORDER)


def after(outcome: Outcome) -> Referral | None:
    """Return the referral as the outcome leaves it, if it changes it."""
    return next((e.referral for e in outcome.effects if isinstance(e, ChangeReferral)), None)


def outcomes(
    person: Person, choice: str, known: Referral, loads: Mapping[str, PostLoad] | None = None
) -> Iterator[Outcome]:
    """Press a button, and those that ask further, and yield each outcome that changes the referral.

    One that is paused for sharing is pressed on while it is.
    """
    outcome = turn(person, choice, known, A_YEAR_ON if known.lapse_noted else LATER, loads)
    if after(outcome) is not None:
        yield outcome
        return
    shown = (button.id for reply in outcome.replies for button in reply.choices)
    for button in shown:
        further = button.startswith(choice) and button != choice
        if button.startswith(FOLLOWED) and (further or choice == f"referrals:{known.code}"):
            yield from outcomes(person, button, known, loads)


def key(known: Referral) -> Key:
    """Return what makes two referrals offer the same buttons."""
    consent = known.consent
    reached = frozenset(change.milestone for change in known.history if change.milestone)
    width = (consent.scope, consent.receivers, consent.withdrawn_at is None)
    return known.state, known.post, reached, width, known.history[-1].reason


def sent_when_full() -> Referral:
    """Return the referral that comes of sending while every post is full."""
    talk = Talk().fill()
    talk.snapshot = replace(talk.snapshot, loads={p: PostLoad(20) for p in ("dps-general", "dps-fact")})
    talk.choose("send")
    (found,) = talk.referrals()
    return replace(found, code=Code("IPS-7K3F"))


def test_every_state_and_transition_is_reached(counted: list[str]) -> None:
    """By buttons alone each legal change is made, each is told, and the consent never widens."""
    waiting = [referral(consent=WIDE), sent_when_full()]
    seen: dict[Key, Referral] = {key(known): known for known in waiting}
    reached, presses = {(State.REQUESTED, State.ON_HOLD)}, 0
    milestones: set[Milestone | None] = set()
    reasons: set[Reason | None] = set()
    while waiting:
        known = waiting.pop()
        for person in PEOPLE:
            runs_out = known.is_open and not known.lapse_noted
            late = [turn(person, "help:", known, A_YEAR_ON)] if runs_out else []
            is_full = known.state is State.RECEIVED
            full = outcomes(person, f"referrals:{known.code}", known, FULL) if is_full else ()
            for outcome in (*outcomes(person, f"referrals:{known.code}", known), *full, *late):
                presses += 1
                new = after(outcome)
                assert new is not None
                check(known, new, outcome)
                reached |= {(known.state, new.state)} if new.state is not known.state else set()
                milestones.add(new.milestone)
                reasons.add(new.history[-1].reason)
                if key(new) not in seen:
                    seen[key(new)] = new
                    waiting.append(new)
    assert {known.state for known in seen.values()} == set(State)
    assert reached == {(before, to) for before, ends in LEGAL.items() for to in ends}
    assert milestones >= set(Milestone)
    assert reasons >= set(Reason)
    counted.append(
        f"states: {len(State)} of {len(State)} reached, {len(reached)} of {len(reached)} transitions, "
        f"{len(Milestone)} of {len(Milestone)} milestones, by {presses:,} presses at {len(seen):,} places"
    )


def check(before: Referral, new: Referral, outcome: Outcome) -> None:
    """What holds of every change: it is told, adds to the history, and never widens the consent."""
    told = [effect for effect in outcome.effects if isinstance(effect, Notify)]
    assert told
    assert new.history[: len(before.history)] == before.history
    assert not new.is_open or not before.lapse_noted, "what is paused is only ended, or renewed"
    assert new.consent.receivers <= before.consent.receivers
    order = list(Scope)
    assert order.index(new.consent.scope) <= order.index(before.consent.scope)
    words = knowledge().base.words
    for news in told:
        assert "{" not in worded(words, row_of(news), "nn").reply.text
    if new.consent != before.consent or new.state is State.CANCELLED:
        assert {news.post for news in told if news.post} == set(new.posts)
    else:
        assert "anna" in {news.person for news in told}


def test_all_full_is_the_waiting_list() -> None:
    """With every post full it waits at the supervisor at once, and the clinician reads what that means."""
    talk = Talk().fill()
    full = {p: PostLoad(20) for p in ("dps-general", "dps-fact")}
    talk.snapshot = replace(talk.snapshot, loads=full, queues={"ips-oyane-dps": ("IPS-AAA2", "IPS-BBB3")})
    outcome = talk.choose("send")
    (opened,) = (e.referral for e in outcome.effects if isinstance(e, OpenReferral))
    assert [change.to for change in opened.history] == [State.REQUESTED, State.ON_HOLD]
    assert (opened.post, opened.history[-1].reason) == ("dps-supervisor", Reason.FULL)
    words = knowledge().base.words
    assert words.say("nb", "refer.sent.queue", place=3) in talk.text
    assert words.say("nb", "waiting.guideline") in talk.text
    assert any("punkt 3" in source.section for source in talk.replies[0].sources)
    assert "topic:referral.waiting_list" in {choice.id for choice in talk.choices}


@pytest.mark.parametrize("choice", ["narrow:IPS-7K3F:work", "narrow:IPS-7K3F:diagnosis", "narrow:IPS-7K3F:"])
def test_never_wider_and_never_by_others(choice: str) -> None:
    """A consent for contact only cannot become wider; nobody but its clinician narrows one."""
    narrow = referral(consent=consent(scope=Scope.CONTACT))
    assert after(turn(ANNA, choice, narrow)) is None
    for other in (JONAS, METTE, replace(ANNA, id="bjorn")):
        assert after(turn(other, "narrow:IPS-7K3F:contact", referral(consent=WIDE))) is None


@pytest.mark.parametrize(
    "reason", [Reason.FULL, Reason.OUTSIDE_TARGET_GROUP, Reason.OTHER_TEAM, Reason.NOT_NOW]
)
def test_a_no_says_what_is_possible(reason: Reason) -> None:
    """After each reason the clinician's view offers topics, all of which exist."""
    known = referral().change(State.RECEIVED, "jonas", NOW).change(State.REJECTED, "jonas", NOW, reason)
    shown = [
        button.id for reply in turn(ANNA, "referrals:IPS-7K3F", known).replies for button in reply.choices
    ]
    assert len([choice for choice in shown if choice.startswith("topic:")]) >= 2
