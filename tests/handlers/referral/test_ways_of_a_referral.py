"""After it was sent: what each side can do with a referral, and when it can no longer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.conversation import engine
from bot.domain.case.consent import LONGEST_AGE
from bot.domain.case.referral import CLOCK, CLOSED, DECLINE_REASONS, IN_WORK, Reason, Referral, State
from bot.domain.message.message import Inbound
from bot.domain.organisation.directory import MOST_PARTICIPANTS
from bot.domain.organisation.routing import PostLoad
from bot.domain.person.person import Person
from bot.domain.turn.notice import Notify
from bot.domain.turn.outcome import ChangeReferral, OpenReferral, Outcome
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from handlers import ORDER
from handlers.referral.beginning.questions import ReferralDialog
from handlers.referral.refer import Refer
from tests.domain.making import NOW, directory, referral, referral_in
from tests.handlers.talk import (
    ANNA,
    DINA,
    GOOD,
    JONAS,
    LANGS,
    METTE,
    NORA,
    Talk,
    context,
    knowledge,
    say,
    waiting,
)

LATE = NOW + LONGEST_AGE + dt.timedelta(days=2)
OPEN = [state for state in State if state not in CLOSED]


def press(person: Person, choice: str, known: Referral, now: dt.datetime = NOW) -> Outcome:
    """Let a person press a button where this referral is known."""
    snapshot = TurnSnapshot(referrals={known.code: known}, fresh_code="IPS-AAA2")
    return engine.decide(Inbound("1", press=choice), Session(), person, snapshot, knowledge(), now, ORDER)


def changed(outcome: Outcome) -> Referral | None:
    """Return what became of the referral."""
    found = [effect.referral for effect in outcome.effects if isinstance(effect, ChangeReferral)]
    assert len(found) <= 1
    return found[0] if found else None


def told(outcome: Outcome) -> list[tuple[str, str | None]]:
    """Return the news and whom they go to."""
    return [(e.kind, e.person or e.post) for e in outcome.effects if isinstance(e, Notify)]


def test_the_first_look_receives() -> None:
    """The first look of whoever holds the post makes it received, and the clinician is told."""
    outcome = press(JONAS, "referrals:IPS-7K3F", referral())
    after = changed(outcome)
    assert after is not None
    assert after.state is State.RECEIVED
    assert told(outcome) == [("notice.received", "anna")]


@pytest.mark.parametrize("who", [ANNA, METTE])
def test_the_look_of_others_changes_nothing(who: Person) -> None:
    """Its clinician and the team's supervisor may look as often as wanted: that is not its being opened."""
    assert not press(who, "referrals:IPS-7K3F", referral()).effects


@pytest.mark.parametrize("reason", DECLINE_REASONS)
def test_decline_with_a_reason(reason: Reason) -> None:
    """A no has a reason from the list, and the clinician is told it."""
    outcome = press(JONAS, f"handle:IPS-7K3F:2:decline:{reason}", referral_in(State.RECEIVED))
    after = changed(outcome)
    assert after is not None
    assert (after.state, after.history[-1].reason) == (State.REJECTED, reason)
    assert told(outcome) == [("notice.rejected", "anna")]


@pytest.mark.parametrize(
    "choice",
    [
        "handle:IPS-7K3F:1:accept:yes",
        "handle:IPS-7K3F:3:accept:yes",
        "handle:IPS-7K3F:2:decline:by_clinician",
        "handle:IPS-7K3F:2:decline:consent_withdrawn",
        "handle:IPS-7K3F:2:decline:",
        "handle:IPS-7K3F:2:cancelled",
        "end:IPS-7K3F:withdraw:yes",
        "end:IPS-7K3F:cancel:yes",
    ],
)
def test_what_a_specialist_cannot_press(choice: str) -> None:
    """Old versions, reasons of others and the clinician's endings do nothing."""
    assert not press(JONAS, choice, referral_in(State.RECEIVED)).effects


@pytest.mark.parametrize("who", [NORA, DINA, replace(JONAS, post="askoy-fact"), replace(ANNA, id="bjorn")])
@pytest.mark.parametrize(
    "choice", ["referrals:{}", "handle:{}:1:accept:yes", "end:{}:withdraw:yes", "end:{}:cancel"]
)
def test_not_yours_is_not_told_from_none(who: Person, choice: str) -> None:
    """To everybody else a code that exists and one that does not look exactly the same."""
    real = press(who, choice.format("IPS-7K3F"), referral())
    none = press(who, choice.format("IPS-ZZZ9"), referral())
    assert real.replies == none.replies
    assert not real.effects


@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize("action", ["withdraw", "cancel"])
def test_the_clinician_ends_it_wherever_it_stands(action: str, state: State) -> None:
    """From every open state: asked once, then done, and the post is told."""
    known = referral_in(state)
    assert not press(ANNA, f"end:IPS-7K3F:{action}", known).effects
    outcome = press(ANNA, f"end:IPS-7K3F:{action}:yes", known)
    after = changed(outcome)
    assert after is not None
    assert after.state is State.CANCELLED
    assert (after.consent.withdrawn_at is None) == (action == "cancel")
    assert told(outcome) == [(f"notice.{action}", "dps-general")]


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_what_is_ended_stays_ended(state: State) -> None:
    """The buttons of a referral that is closed do nothing for anybody."""
    known = referral_in(state)
    for who, choice in (
        (ANNA, "end:IPS-7K3F:cancel:yes"),
        (JONAS, f"handle:IPS-7K3F:{known.version}:accept:yes"),
    ):
        assert not press(who, choice, known).effects


@pytest.mark.parametrize("state", sorted(IN_WORK))
@pytest.mark.parametrize("who", [ANNA, JONAS, METTE])
def test_a_consent_that_ran_out_where_somebody_is_followed_up(who: Person, state: State) -> None:
    """Nobody is torn out of a job: it stays, paused for sharing; all are told once; it can be ended."""
    known = referral_in(state)
    outcome = press(who, "referrals:IPS-7K3F", known, LATE)
    paused = changed(outcome)
    assert paused is not None
    assert (paused.state, paused.history[-1].by) == (state, CLOCK)
    assert told(outcome) == [
        ("notice.paused_clinician", "anna"),
        ("notice.paused", "dps-general"),
        ("notice.paused_overseen", "dps-supervisor"),
        ("notice.paused_overseen", "coordinator"),
    ]
    shown = outcome.replies[-1]
    assert say("nb", "referrals.paused") in shown.text
    buttons = {choice.id for choice in shown.choices}
    assert not any(button.startswith(("contact:", "narrow:")) for button in buttons)
    assert ("renew:IPS-7K3F" in buttons) == (who is ANNA)
    for choice in ("help:", "referrals:IPS-7K3F", "narrow:IPS-7K3F:contact", "contact:IPS-7K3F"):
        assert not press(who, choice, paused, LATE).effects
    for forbidden in ("accept", "first_meeting", "job", "education", "give:dps-fact", "wait"):
        for sure in ("", ":yes"):
            step = f"handle:IPS-7K3F:{paused.version}:{forbidden}{sure}"
            assert not press(JONAS, step, paused, LATE).effects
    stopped = changed(press(JONAS, f"handle:IPS-7K3F:{paused.version}:stop:moved", paused, LATE))
    assert stopped is not None
    assert stopped.state is State.FAILED


@pytest.mark.parametrize("state", [state for state in OPEN if state not in IN_WORK])
@pytest.mark.parametrize("who", [ANNA, JONAS, METTE])
def test_a_consent_that_ran_out(who: Person, state: State) -> None:
    """After a year whatever anybody presses finds it ended, and everybody is told once."""
    known = referral_in(state)
    for choice in ("referrals:IPS-7K3F", f"handle:IPS-7K3F:{known.version}:accept:yes", "help:"):
        outcome = press(who, choice, known, LATE)
        ended = changed(outcome)
        assert ended is not None
        assert (ended.state, ended.history[-1].reason) == (State.CANCELLED, Reason.CONSENT_RAN_OUT)
        assert ended.history[-1].by == CLOCK
        assert told(outcome) == [("notice.ran_out_clinician", "anna"), ("notice.ran_out", "dps-general")]
        assert not press(who, choice, ended, LATE).effects


def test_a_withdrawal_after_it_ran_out_is_still_recorded() -> None:
    """A consent may be withdrawn when its referral has just ended by itself: both are written, in order."""
    outcome = press(ANNA, "end:IPS-7K3F:withdraw:yes", referral(), LATE)
    writes = [effect for effect in outcome.effects if isinstance(effect, ChangeReferral)]
    assert [write.expected_version for write in writes] == [1, 2]
    assert writes[-1].referral.consent.withdrawn_at is not None


def test_a_year_passes_at_the_summary() -> None:
    """A summary left open until the consent is too old leads back to its day; the other answers stay."""
    talk = Talk().fill()
    talk.now = LATE
    talk.choose("send")
    assert not talk.referrals()
    assert waiting(talk.session) == "consent_old"
    for value in ("!change", "!edit.when", "today", "send"):
        talk.choose(value)
    assert len(talk.referrals()) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_a_clock_that_was_put_back_says_the_true_reason(lang: str) -> None:
    """A consent of a day that is yet to come is not called old: its day is asked anew, the rest stays."""
    talk = Talk(lang=lang).fill()
    talk.now = NOW - dt.timedelta(days=5)
    talk.choose("send")
    assert not talk.referrals()
    assert say(lang, "flow.in_future") in talk.text
    assert say(lang, "dialog.refer.end.consent_old.text") not in talk.text
    assert (talk.step(), talk.answers["recorded"]) == ("when", "yes")


@pytest.mark.parametrize(
    "who", [NORA, JONAS, METTE, DINA, replace(ANNA, service=None), replace(ANNA, service="ams")]
)
def test_nobody_else_sends(who: Person) -> None:
    """With all the answers in hand, somebody who may not refer or has no agreement still sends nothing."""
    outcome = Refer().conclude(context(who, session=Talk().fill().session), GOOD, "send")
    assert not [effect for effect in outcome.effects if isinstance(effect, OpenReferral)]
    talk = Talk().fill()
    talk.person = who
    talk.choose("send")
    assert not talk.referrals()


@pytest.mark.parametrize(
    ("full", "post", "why"),
    [
        ((), "dps-general", "first"),
        (("dps-general",), "dps-fact", "next"),
        (("dps-general", "dps-fact"), "dps-supervisor", "supervisor"),
    ],
)
def test_the_clinician_is_told_who_and_why(full: tuple[str, ...], post: str, why: str) -> None:
    """The route is the one that holds when it is sent; the reason is said, before or with the receipt."""
    talk = Talk().fill()
    loads = {p: PostLoad(MOST_PARTICIPANTS) for p in full}
    talk.snapshot = replace(talk.snapshot, loads=loads, held=frozenset(directory().posts))
    talk.say("noe annet")
    ahead = talk.press(talk.button("!show").id).replies[-1].after
    talk.choose("send")
    assert talk.referrals()[0].post == post
    assert say("nb", f"route.{why}") in ahead
    assert (say("nb", f"route.{why}") in talk.text) is (why != "first")


def test_a_post_without_a_person_is_said() -> None:
    """Where nobody reads it, the clinician is told so, and the coordinator hears of it."""
    talk = Talk().fill()
    talk.snapshot = replace(talk.snapshot, held=frozenset())
    outcome = talk.choose("send")
    assert say("nb", "route.nobody") in talk.text
    assert ("notice.nobody", "coordinator") in told(outcome)


def test_the_record_text_names_nobody() -> None:
    """The text for the record holds date, form, scope, code and team; no name of anybody."""
    talk = Talk().fill(scope="diagnosis", nav="yes", form="written")
    talk.choose("send")
    record = talk.replies[0].record
    for part in (
        "21.11.2026",
        "20.11.2026",
        "IPS-7K3F",
        "IPS Øyane DPS",
        say("nb", "consent.scope.diagnosis"),
    ):
        assert part in record
    assert say("nb", "consent.nav.yes") in record
    assert "Anna" not in record
    assert ReferralDialog.name == "refer"


def test_a_consent_can_be_withdrawn_after_the_end_but_only_once() -> None:
    """A rejected referral's consent can still be withdrawn: the receiver is told, and then it is over."""
    known = referral_in(State.REJECTED)
    effects = press(ANNA, "end:IPS-7K3F:withdraw:yes", known).effects
    changed = next(effect for effect in effects if isinstance(effect, ChangeReferral)).referral
    assert changed.consent.withdrawn_at is not None
    assert changed.state is State.REJECTED
    assert any(isinstance(effect, Notify) and effect.kind == "notice.withdraw" for effect in effects)
    assert not press(ANNA, "end:IPS-7K3F:withdraw:yes", changed).effects
