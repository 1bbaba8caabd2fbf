"""Walks every path of the referral dialog, as the code has it now, through the real handler and engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from bot.conversation.answers import sources
from bot.conversation.dialog import flow
from bot.conversation.dialog.dialog import EXAMPLE, SUMMARY, Conclusion, Question, replay, walk
from bot.domain.case.consent import Form, Narrowing, Receiver, Scope
from bot.domain.case.inquiry import InquiryReason
from bot.domain.case.referral import Referral
from bot.domain.message.message import Inbound
from bot.domain.turn.outcome import ChangeReferral, OpenReferral, Outcome
from bot.domain.turn.session import OpenDialog, Session
from bot.domain.turn.snapshot import TurnSnapshot
from handlers.inquiry.dialog import ASKS, STEP
from handlers.referral.beginning.no_referral import ASK, INFORMED, INSTEAD, WHY
from handlers.referral.beginning.questions import ONLY_AFTER, STEPS, ReferralDialog
from handlers.referral.refer import Refer
from handlers.referral.renew_consent import RENEW, RenewConsent
from handlers.referral.renew_consent import WHY as RENEWAL_WHY
from tests.domain.making import NOW, TODAY, consent, referral
from tests.handlers.talk import LANGS, agreed, context, decide, knowledge, waiting

DAY = "2026-11-12"
PATHS = tuple(walk(ReferralDialog(), DAY))
DAYS = {"today": TODAY, "yesterday": TODAY - dt.timedelta(days=1), DAY: dt.date.fromisoformat(DAY)}


def carries(answers: Mapping[str, str]) -> bool:
    """Tell, in words of its own, whether these answers are all that a referral needs."""
    return (
        answers.get("informed") == "yes"
        and answers.get("treatment") == "yes"
        and answers.get("wish") == "yes"
        and (
            answers.get("age") == "adult"
            or (answers.get("age") == "youth" and answers.get("capacity") == "yes")
        )
        and (answers.get("sick_listed") == "no" or answers.get("supervisor_agrees") in {EXAMPLE, "discussed"})
        and answers.get("take_part") == "yes"
        and answers.get("scope") in {"contact", "work", "diagnosis"}
        and answers.get("nav") in {"yes", "no"}
        and answers.get("form") in {"written", "oral"}
        and answers.get("when") in DAYS
        and answers.get("recorded") == "yes"
    )


def opened(outcome: Outcome) -> list[OpenReferral]:
    """Return the referrals that an outcome opens."""
    return [effect for effect in outcome.effects if isinstance(effect, OpenReferral)]


def test_every_path_that_carries_makes_one_referral_and_no_other_does() -> None:
    """At the end of each path the handler opens exactly one referral, or none."""
    for answers, conclusion in PATHS:
        outcome = Refer().conclude(context(), answers, conclusion.name)
        assert len(opened(outcome)) == carries(answers), answers
        assert (conclusion.name == "send") == carries(answers), answers


def test_each_consent_says_what_the_answers_say() -> None:
    """Receivers, scope, form, day: as answered, recorded now by the clinician."""
    for answers, conclusion in PATHS:
        for effect in opened(Refer().conclude(context(), answers, conclusion.name)):
            made = effect.referral.consent
            nav = {Receiver.NAV_COUNSELLOR} if answers["nav"] == "yes" else set()
            assert made.receivers == {Receiver.JOB_SPECIALIST} | nav
            assert not made.covers(Receiver.EMPLOYER)
            assert (made.scope, made.form) == (Scope(answers["scope"]), Form(answers["form"]))
            assert made.given_on == DAYS[answers["when"]]
            assert (made.recorded_by, made.recorded_at) == ("anna", NOW)
            assert made.participation
            assert made.in_patient_record
            assert made.withdrawn_at is None


@pytest.mark.parametrize("when", ["2026-11-22", "2099-01-01", "2025-11-19", "1999-12-31", "0001-01-01"])
def test_a_day_that_no_longer_carries_makes_none(when: str) -> None:
    """A day that is in the future or too long ago when it comes to sending opens nothing."""
    for answers, conclusion in walk(ReferralDialog(), when):
        if answers.get("when") == when:
            assert not opened(Refer().conclude(context(), answers, conclusion.name))


def test_no_conclusion_but_send_opens_one() -> None:
    """Whatever the answers, a conclusion other than "send" never leads to a referral."""
    for answers, _ in PATHS:
        for name in WHY:
            assert not opened(Refer().conclude(context(), answers, name))


def test_nobody_answers_in_the_supervisors_name() -> None:
    """On sick leave: where it was asked here, no answer of nobody, to somebody else, unanswered or used."""
    carried = [answers for answers, _ in PATHS if carries(answers) and answers.get(STEP) == EXAMPLE]
    asked = replace(agreed(), history=agreed().history[:1])
    refused = asked.decline(InquiryReason.NOT_NOW, "mette", NOW)
    used = agreed().close(InquiryReason.USED, NOW)
    others = [{}, *({EXAMPLE: one} for one in (agreed("bjorn"), asked, refused, used))]
    assert carried
    for answers in carried:
        for inquiries in others:
            ctx = context()
            ctx = replace(ctx, snapshot=replace(ctx.snapshot, inquiries=inquiries))
            outcome = Refer().conclude(ctx, answers, "send")
            assert not outcome.effects
            assert waiting(outcome.session) == STEP
        own = {**answers, STEP: "yes"}
        assert replay(ReferralDialog(), own).now == STEPS[[q.step for q, _ in STEPS].index(STEP)][0]


def test_answers_with_one_missing_open_none() -> None:
    """Take any one answer away from a path that carries: sending is refused before it is tried."""
    for answers, _ in PATHS:
        for step in [*answers] if carries(answers) else []:
            fewer = {key: value for key, value in answers.items() if key != step}
            assert replay(ReferralDialog(), fewer).now != Conclusion("send", final=True)


def reached(session: Session) -> Iterator[tuple[Session, Outcome]]:
    """Press every button of the dialog from here on, and yield what each path ends in."""
    dialog = session.dialog
    assert dialog is not None
    now = replay(ReferralDialog(), dialog.answers).now
    if not isinstance(now, Question):
        return
    for option in now.options:
        outcome = decide(Inbound("1", press=f"d:{session.serial}:{option}"), session)
        if isinstance(replay_end(outcome), Conclusion):
            yield session, outcome
        else:
            yield from reached(outcome.session)
    if now.asked_of_another:
        aside = replace(session, dialog=None, waiting={EXAMPLE: dialog})
        going_on = decide(Inbound("1", press=f"inquiry:{EXAMPLE}:2:go"), aside)
        yield from reached(going_on.session)


def replay_end(outcome: Outcome) -> Question | Conclusion:
    """Return what an outcome's answers lead to; no open dialog means that it was sent."""
    dialog = outcome.session.dialog
    return replay(ReferralDialog(), dialog.answers).now if dialog else Conclusion("send", final=True)


def test_the_same_through_the_engine(counted: list[str]) -> None:
    """Pressing every button from the start reaches every question and conclusion, and only "send" opens."""
    start = decide(Inbound("1", press="refer:"), Session()).session
    ends: dict[str, int] = {}
    for session, outcome in reached(start):
        end = replay_end(outcome)
        assert isinstance(end, Conclusion)
        ends[end.name] = ends.get(end.name, 0) + 1
        assert len(opened(outcome)) == (end.name == "send")
        assert not opened(outcome) or waiting(session) == SUMMARY
    questions = {step for answers, _ in PATHS for step in answers}
    assert set(ends) == {conclusion.name for _, conclusion in PATHS} == {*WHY, "send"} == {*INSTEAD, "send"}
    assert questions == {question.step for question, _ in STEPS} | {SUMMARY}
    assert set(ONLY_AFTER) < questions
    counted.append(
        f"consent walk: {len(PATHS):,} paths, {len(questions)} questions, {len(ends)} conclusions; "
        f"{ends['send'] + typed_ones()} paths make a referral, each with its consent"
    )


def typed_ones() -> int:
    """Count the paths to a referral on which the day was typed: no button leads there."""
    return sum(carries(answers) and answers["when"] == DAY for answers, _ in PATHS)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("conclusion", sorted(WHY))
def test_every_conclusion_has_words_sources_and_a_way_on(conclusion: str, lang: str) -> None:
    """Each end that is no referral says why, by which source, and what is possible instead."""
    reply = Refer().conclude(context(lang=lang), {}, conclusion).replies[0]
    base = knowledge().base
    assert reply.text
    assert all(reply.do)
    assert all(line.title and line.section for line in reply.sources)
    assert reply.sources == sources(context(lang=lang), WHY[conclusion])
    assert {source.id for source in WHY[conclusion]} <= set(base.sources)
    asks = ["inquiry:send:supervisor"] if conclusion == ASKS else []
    asks += [f"inquiry:new:{kind}" for kind in ASK.get(conclusion, ())]
    topics = [f"topic:{topic}" for topic in INSTEAD[conclusion]]
    assert [choice.id for choice in reply.choices] == [*asks, *topics]
    assert bool(reply.record) is (conclusion in INFORMED)


@pytest.mark.parametrize("lang", LANGS)
def test_every_question_has_words(lang: str) -> None:
    """Each question, its help, its short form and each of its buttons can be shown."""
    words = knowledge().base.words
    for question, _ in STEPS:
        for key in ("ask", "help", "short"):
            assert words.say(lang, f"dialog.refer.{question.step}.{key}")
        for option in question.options:
            assert flow.shown_answer(context(lang=lang), "refer", question, option)


def renewals(known: Referral, answers: Mapping[str, str], conclusion: str) -> list[ChangeReferral]:
    """Return what a path of the renewal writes for a referral that is known."""
    ctx = context(session=Session(dialog=OpenDialog("renew", dict(answers), about=known.code)))
    ctx = replace(ctx, snapshot=TurnSnapshot(referrals={known.code: known}))
    outcome = RenewConsent().conclude(ctx, answers, conclusion)
    return [effect for effect in outcome.effects if isinstance(effect, ChangeReferral)]


def test_every_path_of_a_renewal() -> None:
    """Each path puts one new consent in the place of the old, which is kept, or changes nothing."""
    old = consent(given_on=TODAY - dt.timedelta(days=300), recorded_at=NOW - dt.timedelta(days=300))
    known = referral(consent=old, at=NOW - dt.timedelta(days=300))
    conclusions = set()
    for answers, conclusion in walk(RENEW, DAY):
        conclusions.add(conclusion.name)
        carried = (
            answers["take_part"] == "yes"
            and answers.get("scope") in {"contact", "work", "diagnosis"}
            and answers.get("form") in {"written", "oral"}
            and answers.get("when") in DAYS
            and answers.get("recorded") == "yes"
        )
        found = renewals(known, answers, conclusion.name)
        assert len(found) == carried == (conclusion.name == "renew")
        for write in found:
            after = write.referral
            assert after.consents == (old, after.consent)
            assert after.consent.given_on == DAYS[answers["when"]]
            assert not after.consent.covers(Receiver.EMPLOYER)
            assert after.consent.covers(Receiver.NAV_COUNSELLOR) == (answers["nav"] == "yes")
    assert conclusions == {*RENEWAL_WHY, "renew"}


def test_a_renewal_needs_an_open_referral_and_a_newer_yes() -> None:
    """An ended referral stays ended; a yes from before the consent was given or narrowed replaces nothing."""
    answers = {"take_part": "yes", "scope": "work", "nav": "no", "form": "oral"}
    answers |= {"when": DAY, "recorded": "yes"}
    assert not renewals(referral(), answers, "renew")
    early = consent(given_on=TODAY - dt.timedelta(days=60))
    assert renewals(referral(consent=early), answers, "renew")
    assert not renewals(referral(consent=early).narrow(Narrowing.CONTACT, "anna", NOW), answers, "renew")
    assert not renewals(referral(consent=early).withdraw("anna", NOW), answers, "renew")
