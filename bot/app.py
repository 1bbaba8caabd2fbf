"""The composition root: the only file that sees everything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.chatting import Chatting, chatting
from bot.conversation import engine
from bot.conversation.context import Knowing
from bot.delivery.mail import Mailer, Postmark
from bot.delivery.notices import worded
from bot.delivery.sweep import Pace, Sweep
from bot.domain.consent import Consent
from bot.domain.directory import Directory
from bot.domain.health import Finding, Level
from bot.domain.inquiry import Inquiry
from bot.domain.message import Inbound
from bot.domain.outcome import ChooseLanguage, Outcome
from bot.domain.person import Person, Role
from bot.domain.ports import Clock, Notice
from bot.domain.referral import Referral
from bot.domain.session import Session
from bot.domain.working_days import is_working_day
from bot.domain.world import World
from bot.exports import Exports
from bot.inbox import StoredInbox
from bot.knowledge import loader
from bot.knowledge.calibration import Calibration, from_mapping
from bot.knowledge.check_fault import Fault, KnowledgeFaults
from bot.knowledge.check_fault import worded as in_words
from bot.knowledge.entry import KnowledgeBase, Words
from bot.knowledge.search import Found
from bot.knowledge.yaml_safe import read
from bot.searching import open_search
from bot.settings import Settings
from bot.storage.store import Store
from bot.turns import SystemClock, Turns
from bot.understanding.answer.text import plain
from bot.understanding.follow_up import FollowUps, Model
from bot.understanding.follow_up import from_mapping as model_of
from handlers import ORDER

BOUNDS = "calibration.yaml"
FOLLOW_UPS = "follow_up.yaml"


def follow_up_models(root: Path, words: Words) -> tuple[Model, Model]:
    """Read how follow-ups are read, with embeddings and without.

    Raises KnowledgeFaults naming the file when it cannot be used.
    """
    document = read(root / FOLLOW_UPS, FOLLOW_UPS)
    if document.faults:
        raise KnowledgeFaults(in_words(document.faults, words, "nb"))
    raw = document.value if isinstance(document.value, dict) else {}
    try:
        dense, lexical = (model_of(raw.get(way), *follow_up_words(words)) for way in ("dense", "lexical"))
    except ValueError as fault:
        raise KnowledgeFaults((Fault(FOLLOW_UPS, 1, "", "calibration", message=str(fault)),)) from fault
    return dense, lexical


def follow_up_words(words: Words) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that follow-ups begin with, and those that point to what was said before."""
    return words.typed_as("follow_up.leads", plain), words.typed_as("follow_up.points", plain)


@dataclass(frozen=True)
class App:
    """Everything put together. `turns` is the desk that channels talk to."""

    settings: Settings
    know: Knowing
    store: Store
    turns: Turns
    sweep: Sweep
    chatting: Chatting

    @property
    def words(self) -> Words:
        """All texts."""
        return self.know.base.words

    @property
    def exports(self) -> Exports:
        """Referrals in the forms of others."""
        return Exports(self.store, self.know.directory, SystemClock())

    @property
    def inbox(self) -> StoredInbox:
        """What waits for whom, on one page."""
        return StoredInbox(self.store, self.know, SystemClock())

    def works(self) -> dict[str, bool]:
        """Tell of each chat channel, and of the sweep, whether it works now."""
        return {**self.chatting.works(), "sweep": not self.sweep.stands_still}

    async def notices_since(self, after: int) -> tuple[Notice, ...]:
        """Return everybody's news that nobody was handed yet, worded for their readers."""
        return await self.turns.everybodys_notices(after)

    async def show(self, what: str) -> list[dict[str, Any]]:
        """Return all `referrals`, `inquiries`, the `outbox` or the `audit` as plain values.

        Raises ValueError for anything else.
        """
        if what == "referrals":
            return [referral_as_dict(referral) for referral in await self.store.all_referrals()]
        if what == "inquiries":
            return [inquiry_as_dict(inquiry) for inquiry in await self.store.all_inquiries()]
        if what not in {"outbox", "audit"}:
            raise ValueError("show one of: referrals, inquiries, outbox, audit")
        return [_plain(row) for row in await self.store.rows(what)]


def know(settings: Settings, *, wait: bool = True) -> Knowing:
    """Load the knowledge base and the search. Raises KnowledgeFaults when the base is faulty.

    With `wait` the search is complete on return; without, it may answer by letters only for a while.
    """
    base: KnowledgeBase = loader.load(settings.knowledge, cache=settings.cache)
    bounds = calibration(settings.knowledge, base.words)
    found = open_search(
        base, bounds, settings.cache, root=settings.knowledge, encoder=settings.encoder, wait=wait
    )
    directory = loader.load_directory(settings.knowledge)
    keep = settings.unanswered == "on"
    chats = bool(settings.telegram_token.get_secret_value() or settings.teams_client_id)
    name = settings.telegram_name
    follow_ups = FollowUps(found, *follow_up_models(settings.knowledge, base.words))
    return Knowing(base, found, directory, keep, chats, name, follow_ups)


def calibration(root: Path, words: Words) -> Calibration:
    """Read the search's bounds. Raises KnowledgeFaults naming the file when they cannot be used."""
    document = read(root / BOUNDS, BOUNDS)
    if document.faults:
        raise KnowledgeFaults(in_words(document.faults, words, "nb"))
    try:
        return from_mapping(document.value if isinstance(document.value, dict) else {})
    except ValueError as fault:
        raise KnowledgeFaults((Fault(BOUNDS, 1, "", "calibration", message=str(fault)),)) from fault


def build(settings: Settings, clock: Clock | None = None, *, wait: bool = True) -> App:
    """Put everything together; nothing is opened yet. For `wait` see `know`."""
    knowing = know(settings, wait=wait)
    store = Store(settings.database, knowing.directory)
    turns = Turns(
        lambda reading: store.unit(reading=reading),
        knowing,
        ORDER,
        clock or SystemClock(),
        worded,
        store.ready,
        lambda: chats.postman.wake(),
    )
    sweep = build_sweep(settings, store, knowing.directory, knowing.base.words, clock or SystemClock())
    chats = chatting(settings, store, turns, knowing.base.words, clock or SystemClock())
    return App(settings, knowing, store, turns, sweep, chats)


@dataclass(frozen=True)
class Sweeper:
    """What sweeps and looks after people, without the search."""

    settings: Settings
    store: Store
    sweep: Sweep
    directory: Directory


def sweeper(settings: Settings) -> Sweeper:
    """Put together what sweeps; nothing is opened yet. Raises KnowledgeFaults when the base is faulty."""
    base = loader.load(settings.knowledge, cache=settings.cache)
    directory = loader.load_directory(settings.knowledge)
    store = Store(settings.database, directory)
    sweep = build_sweep(settings, store, directory, base.words, SystemClock())
    return Sweeper(settings, store, sweep, directory)


@dataclass(frozen=True)
class Patient:
    """What the doctor examines: everything but the search."""

    settings: Settings
    words: Words
    base: KnowledgeBase
    store: Store
    sweep: Sweep
    chatting: Chatting

    async def examine(self) -> list[Finding]:
        """Look at everything, and at every channel that is set up."""
        from bot import checkup  # certificates and calls to others: slow to load, and nobody else needs them

        services = [channel.service for channel in self.chatting.channels]
        now = SystemClock().now()
        own = checkup.checks(
            self.settings, self.store, self.sweep.mailer, self.base, now, services, self.chatting.doors
        )
        found = await checkup.all_of([*own, *(channel.examine for channel in self.chatting.channels)])
        await self.store.close()
        if not self.chatting.channels:
            found.append(Finding(Level.OK, "doctor.no_channel"))
        return found


def patient(settings: Settings) -> Patient:
    """Put together what the doctor examines. Raises KnowledgeFaults when the base is faulty."""
    base = loader.load(settings.knowledge, cache=settings.cache)
    directory = loader.load_directory(settings.knowledge)
    store = Store(settings.database, directory)
    knowing = Knowing(base, _NoSearch(), directory)
    turns = Turns(
        lambda reading: store.unit(reading=reading), knowing, ORDER, SystemClock(), worded, store.ready
    )
    sweep = build_sweep(settings, store, directory, base.words, SystemClock())
    chats = chatting(settings, store, turns, base.words, SystemClock())
    return Patient(settings, base.words, base, store, sweep, chats)


class _NoSearch:
    def find(self, text: str) -> Found:
        """See Finder: the doctor asks nothing."""
        raise NotImplementedError

    def vector(self, text: str) -> None:
        """See Finder."""


@dataclass(frozen=True)
class Curator:
    """What a curator works with, without the search."""

    store: Store
    words: Words


def curator(settings: Settings) -> Curator:
    """Put together what a curator needs; nothing is opened yet. Raises KnowledgeFaults, or StoreFault."""
    store = Store(settings.database, loader.load_directory(settings.knowledge))
    return Curator(store, loader.load(settings.knowledge, cache=settings.cache).words)


def build_sweep(settings: Settings, store: Store, directory: Directory, words: Words, clock: Clock) -> Sweep:
    """Return the sweep over a store; without a mail server it sends no e-mail."""
    mark = Postmark(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_from,
        settings.base_url,
        settings.smtp_security,
        settings.smtp_user,
        settings.smtp_password.get_secret_value(),
        str(settings.smtp_ca) if settings.smtp_ca else None,
    )
    return Sweep(
        lambda reading: store.sweep_unit(reading=reading),
        directory,
        is_working_day,
        clock,
        Mailer(mark, words, clock) if settings.smtp_host else None,
        Pace(chat_first=dt.timedelta(minutes=settings.mail_after)),
    )


class Asker:
    """Somebody whom nothing is known of, asking one thing after the other in one talk, without a database."""

    def __init__(self, knowing: Knowing, person: Person | None = None) -> None:
        self._knowing = knowing
        self._person = person or Person("guest", Role.GUEST)
        self._session = Session()

    def ask(self, text: str) -> Outcome:
        """Return what a message leads to, after those before it."""
        now = SystemClock().now()
        turn = Inbound("ask", text=text)
        outcome = engine.decide(turn, self._session, self._person, World(), self._knowing, now, ORDER)
        self._session = outcome.session
        for effect in outcome.effects:
            if isinstance(effect, ChooseLanguage):
                self._person = replace(self._person, lang=effect.lang)
        return outcome


def ask(knowing: Knowing, question: str, person: Person | None = None) -> Outcome:
    """Return what one question leads to for somebody whom nothing is known of, without a database."""
    return Asker(knowing, person).ask(question)


def referral_as_dict(referral: Referral) -> dict[str, Any]:
    """Return a referral as plain values for tools: code, state, post, consent, history."""
    return {
        "code": referral.code,
        "state": referral.state.value,
        "post": referral.post,
        "service": referral.service,
        "clinician": referral.clinician,
        "consent": _consent_as_dict(referral.consent),
        "history": [
            {
                "state": change.to.value,
                "by": change.by,
                "at": change.at.isoformat(),
                "reason": change.reason.value if change.reason else None,
                "milestone": change.milestone.value if change.milestone else None,
                "post": change.post,
                "narrowed": change.narrowed.value if change.narrowed else None,
                "replaced": _consent_as_dict(change.replaced) if change.replaced else None,
                "talk": change.talk.start.isoformat() if change.talk else None,
            }
            for change in referral.history
        ],
    }


def _consent_as_dict(consent: Consent) -> dict[str, Any]:
    return {
        "participation": consent.participation,
        "receivers": sorted(consent.receivers),
        "scope": consent.scope.value,
        "form": consent.form.value,
        "given_on": consent.given_on.isoformat(),
        "in_patient_record": consent.in_patient_record,
        "recorded_by": consent.recorded_by,
        "recorded_at": consent.recorded_at.isoformat(),
        "wording": consent.wording,
        "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
    }


def inquiry_as_dict(inquiry: Inquiry) -> dict[str, Any]:
    """Return an inquiry as plain values for tools: code, kind, state, who asked, which post, history."""
    return {
        "code": inquiry.code,
        "kind": inquiry.kind.value,
        "state": inquiry.state.value,
        "asker": inquiry.asker,
        "service": inquiry.service,
        "post": inquiry.post,
        "history": [
            {
                "state": change.to.value,
                "by": change.by,
                "at": change.at.isoformat(),
                "reason": change.reason.value if change.reason else None,
                "times": [at.isoformat() for at in change.times],
                "start": change.start.isoformat() if change.start else None,
            }
            for change in inquiry.history
        ],
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, dt.datetime | dt.date) else v for k, v in row.items()}
