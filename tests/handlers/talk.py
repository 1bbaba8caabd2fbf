"""A conversation in memory: the engine and the real handlers over the real texts, without a store."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from bot.conversation import engine
from bot.conversation.context import Context, Knowledge
from bot.conversation.dialog.dialog import EXAMPLE, Dialog, Question, replay
from bot.domain.case.inquiry import Inquiry, InquiryKind, ask, is_code
from bot.domain.case.referral import Referral
from bot.domain.message.message import Choice, Inbound, Reply
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import News
from bot.domain.turn.notice import Notify
from bot.domain.turn.outcome import (
    ChangeInquiry,
    ChangeReferral,
    ChooseLanguage,
    OpenInquiry,
    OpenReferral,
    Outcome,
)
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge.base.entry import LANGUAGES
from handlers import ORDER
from handlers.referral.beginning.questions import ReferralDialog
from handlers.referral.employer_consent import EMPLOYER
from handlers.referral.renew_consent import RENEW
from tests.domain.making import NOW, directory
from tests.fakes.finder import Finder
from tests.fakes.knowledge import real_base

ANNA = Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn", name="Anna")
JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general", name="Jonas")
METTE = Person("mette", Role.METHOD_SUPERVISOR, post="dps-supervisor", name="Mette")
NORA = Person("nora", Role.NAV_COUNSELLOR, service="nav-askoy", name="Nora")
DINA = Person("dina", Role.CLINICIAN, service="oyane-dps-dogn", name="Dina")

LANGS = LANGUAGES
GOOD = {
    "informed": "yes",
    "wish": "yes",
    "treatment": "yes",
    "age": "adult",
    "sick_listed": "no",
    "take_part": "yes",
    "scope": "work",
    "nav": "no",
    "form": "oral",
    "when": "2026-11-20",
    "recorded": "yes",
}
"""Answers that lead to a referral, in the order in which they are asked."""


@cache
def knowledge() -> Knowledge:
    """Return the real texts and directory, with a search of exact lines."""
    base = real_base()
    return Knowledge(base, Finder(base), directory())


def row_of(notice: Notify) -> News:
    """Return a notice as a row of the outbox."""
    return News(
        1,
        notice.person,
        notice.post,
        notice.kind,
        notice.values,
        notice.buttons,
        NOW,
        meeting=notice.meeting,
        called_off=notice.called_off,
    )


def say(lang: str, key: str, **values: object) -> str:
    """Return a text of the real words."""
    return knowledge().base.words.say(lang, key, **values)


def agreed(asker: str = "anna") -> Inquiry:
    """Return the question to which the method supervisor said yes, as a walk names it."""
    asked = ask(
        code=EXAMPLE,
        kind=InquiryKind.SUPERVISOR,
        asker=asker,
        service="oyane-dps-allmenn",
        post="dps-supervisor",
        at=NOW,
    )
    return asked.agree("mette", NOW)


def context(person: Person = ANNA, lang: str = "nb", now: dt.datetime = NOW, **other: Session) -> Context:
    """Return what a handler sees in a turn."""
    session = other.get("session", Session(lang=lang))
    snapshot = TurnSnapshot(fresh_code="IPS-7K3F", fresh_inquiry=EXAMPLE, inquiries={EXAMPLE: agreed()})
    return Context(Inbound("1", press="x"), session, person, snapshot, knowledge(), now, lang, ORDER)


def decide(turn: Inbound, session: Session, person: Person = ANNA, now: dt.datetime = NOW) -> Outcome:
    """Decide one turn of a person who has no referrals yet, and one question answered with yes."""
    snapshot = TurnSnapshot(fresh_code="IPS-7K3F", fresh_inquiry="SPM-AAA2", inquiries={EXAMPLE: agreed()})
    return engine.decide(turn, session, person, snapshot, knowledge(), now, ORDER)


class Talk:
    """One person's talk. What is said and pressed changes the session and the referrals, as storage would."""

    def __init__(self, person: Person = ANNA, lang: str = "nb", now: dt.datetime = NOW) -> None:
        self.person, self.now = person, now
        self.session = Session(lang=lang)
        self.snapshot = TurnSnapshot(fresh_code="IPS-7K3F", fresh_inquiry=EXAMPLE)
        self.replies: tuple[Reply, ...] = ()

    def say(self, text: str) -> Outcome:
        """Type something."""
        return self._turn(Inbound("1", text=text))

    def press(self, choice_id: str) -> Outcome:
        """Press a button by its id."""
        return self._turn(Inbound("1", press=choice_id))

    def choose(self, value: str) -> Outcome:
        """Press the dialog's button of this value, which must be among those shown."""
        if is_code(value) and not any(c.id.endswith(f":{value}") for c in self.choices):
            return self.ask_supervisor()
        return self.press(self.button(value).id)

    def ask_supervisor(self) -> Outcome:
        """Ask the method supervisor from the dialog, who says yes, and go on."""
        self.choose("ask")
        self.press("inquiry:send:supervisor")
        (code,) = self.session.waiting
        answer = self.snapshot.inquiries[code].agree("mette", self.now)
        self.snapshot = replace(self.snapshot, inquiries={**self.snapshot.inquiries, code: answer})
        return self.press(f"inquiry:{code}:{answer.version}:go")

    def fill(self, **other: str) -> Talk:
        """Start the referral and give the good answers, or others, as far as they are asked."""
        self.press("refer:")
        answers = {**GOOD, **other}
        while (step := self.step()) in answers:
            value = answers[step]
            self.say(value) if value[0].isdigit() else self.choose(value)
        return self

    def step(self) -> str:
        """Return the step that waits, or the name of the conclusion, or nothing."""
        return waiting(self.session)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The buttons under the last replies."""
        return tuple(choice for reply in self.replies for choice in reply.choices)

    @property
    def text(self) -> str:
        """The texts of the last replies."""
        return "\n".join(reply.text for reply in self.replies)

    @property
    def answers(self) -> dict[str, str]:
        """The answers kept so far."""
        return self.session.dialog.answers if self.session.dialog else {}

    def button(self, value: str) -> Choice:
        """Return the dialog's button of a value among those shown."""
        return next(c for c in self.choices if c.id.startswith("d:") and c.id.split(":", 2)[2] == value)

    def referrals(self) -> tuple[Referral, ...]:
        """Return the referrals that came of this talk."""
        return tuple(self.snapshot.referrals.values())

    def _turn(self, turn: Inbound) -> Outcome:
        before = self.session
        outcome = engine.decide(turn, before, self.person, self.snapshot, knowledge(), self.now, ORDER)
        self.session, self.replies = outcome.session, outcome.replies
        for effect in outcome.effects:
            if isinstance(effect, OpenReferral | ChangeReferral):
                kept = {**self.snapshot.referrals, effect.referral.code: effect.referral}
                self.snapshot = replace(self.snapshot, referrals=kept)
            if isinstance(effect, OpenInquiry | ChangeInquiry):
                inquiries = {**self.snapshot.inquiries, effect.inquiry.code: effect.inquiry}
                self.snapshot = replace(self.snapshot, inquiries=inquiries)
            if isinstance(effect, ChooseLanguage):
                self.person = replace(self.person, lang=effect.lang)
        return outcome


def waiting(session: Session) -> str:
    """Return the step that an open dialog asks now, or the name of its conclusion, or nothing."""
    if session.dialog is None:
        return ""
    if session.dialog.editing:
        return session.dialog.editing
    leads: dict[str, Dialog] = {RENEW.name: RENEW, EMPLOYER.name: EMPLOYER}
    dialog = leads.get(session.dialog.name, ReferralDialog())
    now = replay(dialog, session.dialog.answers).now
    return now.step if isinstance(now, Question) else now.name
