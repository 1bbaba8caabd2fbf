"""The composition root: the only file that sees everything."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.conversation import engine
from bot.conversation.context import Knowledge
from bot.delivery.mail import Mailer
from bot.delivery.sweep import Deliver, Sweep, SweepPolicy
from bot.delivery.wording import worded
from bot.domain.case.consent import Consent
from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral
from bot.domain.clock.working_days import is_working_day
from bot.domain.message.message import Inbound
from bot.domain.organisation.directory import Directory
from bot.domain.organisation.house_rules import HouseRules
from bot.domain.person.person import Person, Role
from bot.domain.ports.desk import Notice
from bot.domain.ports.health import Finding, Level
from bot.domain.ports.store import Clock
from bot.domain.turn.outcome import ChooseLanguage, Outcome
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge import loader
from bot.knowledge.base.entry import LANGUAGES, KnowledgeBase, Words
from bot.knowledge.base.fault import Fault, KnowledgeFaults
from bot.knowledge.base.fault import worded as in_words
from bot.knowledge.base.yaml_safe import read
from bot.knowledge.search.calibration import Calibration, from_mapping
from bot.knowledge.search.search import Found
from bot.services.channels import ChannelRuntime, channel_runtime
from bot.services.course import course_content
from bot.services.directory import StoredDirectory
from bot.services.exports import Exports
from bot.services.gauges import Gauges
from bot.services.health import RunningHealth
from bot.services.inbox import StoredInbox
from bot.services.mail import add_mail, mailer_of, outbox_worker
from bot.services.off_switch import OffSwitch
from bot.services.people import StoredPeople
from bot.services.replicas import ThisReplica
from bot.services.search import open_search
from bot.services.writing.bulletin import StoredBulletin
from bot.services.writing.curators import StoredCurating
from bot.services.writing.measuring import Measuring, in_a_process
from bot.settings import Settings
from bot.shell.guests import GuestDesk
from bot.shell.turns import SystemClock, Turns
from bot.storage.store import Store
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
    know: Knowledge
    store: Store
    turns: Turns
    sweep: Sweep
    channel_runtime: ChannelRuntime
    replica: ThisReplica | None = None
    gauges: Gauges | None = None

    def background(self, ending: asyncio.Event) -> set[asyncio.Task[None]]:
        """Begin what goes on beside the turns until `ending`."""
        jobs = [
            self.sweep.forever(ending),
            self.channel_runtime.run(ending),
            self.measuring.forever(ending),
            self.store.listen(self.turns.news_came, ending),
        ]
        if self.replica is not None:
            jobs.append(self.replica.forever(ending))
        return {asyncio.ensure_future(job) for job in jobs}

    @property
    def migrates(self) -> bool:
        """Whether a start brings the tables up to date."""
        return self.settings.migrate == "start"

    @property
    def words(self) -> Words:
        """All texts."""
        return self.know.base.words

    @property
    def exports(self) -> Exports:
        """Referrals in the forms of others."""
        return Exports(self.store, self.know.directory, SystemClock())

    @property
    def curating(self) -> StoredCurating:
        """What readers missed, and what curators propose."""
        return StoredCurating(self.store, self.know, SystemClock())

    @property
    def bulletin(self) -> StoredBulletin:
        """What is told to everybody, on pages."""
        return StoredBulletin(self.store, SystemClock())

    @property
    def measuring(self) -> Measuring:
        """Measures what curators propose."""
        return Measuring(self.store, lambda: in_a_process(self.settings.database))

    @property
    def inbox(self) -> StoredInbox:
        """What waits for whom, on one page."""
        return StoredInbox(self.store, self.know, SystemClock())

    @property
    def people(self) -> StoredPeople:
        """Whoever looks after the members of staff."""
        return StoredPeople(self.store, SystemClock())

    @property
    def directory_desk(self) -> StoredDirectory:
        """Whoever looks after teams, posts and services."""
        return StoredDirectory(self.store, self.know.directory, SystemClock())

    @property
    def guests(self) -> GuestDesk | None:
        """Whoever answers people that are not signed in, where the settings want that."""
        if self.settings.strangers != "questions":
            return None
        return GuestDesk(self.know, ORDER, SystemClock(), self.settings.base_url, self.turns.off)

    def doctor(self) -> RunningHealth:
        """Return whoever examines the service while it runs."""
        mailer = mailer_of(self.settings, self.words, SystemClock())
        base, chats, rules = self.know.base, self.channel_runtime, self.know.directory.rules
        looks = partial(examined, self.settings, self.store, mailer, base, chats, rules)
        return RunningHealth(looks, self.works, SystemClock())

    def works(self) -> dict[str, bool]:
        """Tell of each chat channel, and of the sweep, whether it works now."""
        return {**self.channel_runtime.works(), "sweep": not self.sweep.stands_still}

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


def know(settings: Settings, *, wait: bool = True) -> Knowledge:
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
    return Knowledge(base, found, directory, keep, chats, name, follow_ups, settings.letters_from)


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
    knowledge = know(settings, wait=wait)
    store = Store(settings.database, knowledge.directory, mails=bool(settings.smtp_host))
    turns = Turns(
        lambda reading: store.unit(reading=reading),
        knowledge,
        ORDER,
        clock or SystemClock(),
        partial(worded, letters_from=settings.letters_from),
        store.ready,
        lambda: chats.outbox_worker.wake(),
        store.unit_of_one,
        OffSwitch(store.off).now,
        lambda channel, kind: gauges.took(channel, kind),
    )
    sweep = build_sweep(settings, store, knowledge.directory, knowledge.base, clock or SystemClock())
    here = ThisReplica(store.replicas, clock or SystemClock(), store.schema)
    chats = channel_runtime(settings, store, turns, knowledge.base.words, clock or SystemClock(), here)
    gauges = Gauges(store, clock or SystemClock(), lambda: sweep.overdue)
    return App(settings, knowledge, store, turns, sweep, chats, here, gauges)


@dataclass(frozen=True)
class Sweeper:
    """What sweeps and looks after people, without the search."""

    settings: Settings
    store: Store
    sweep: Sweep
    directory: Directory

    @property
    def migrates(self) -> bool:
        """Whether a start brings the tables up to date."""
        return self.settings.migrate == "start"


def sweeper(settings: Settings) -> Sweeper:
    """Put together what sweeps; nothing is opened yet. Raises KnowledgeFaults when the base is faulty."""
    base = loader.load(settings.knowledge, cache=settings.cache)
    directory = loader.load_directory(settings.knowledge)
    store = Store(settings.database, directory, mails=bool(settings.smtp_host))
    worker = outbox_worker(store, base.words, SystemClock(), settings.letters_from)
    if mailer := mailer_of(settings, base.words, SystemClock()):
        add_mail(worker, mailer)
    sweep = build_sweep(settings, store, directory, base, SystemClock(), worker.empty)
    return Sweeper(settings, store, sweep, directory)


@dataclass(frozen=True)
class Examination:
    """What the doctor examines: everything but the search."""

    settings: Settings
    words: Words
    base: KnowledgeBase
    store: Store
    mailer: Mailer | None
    channel_runtime: ChannelRuntime
    rules: HouseRules

    async def examine(self) -> list[Finding]:
        """Look at everything, and at every channel that is set up."""
        found = await examined(
            self.settings, self.store, self.mailer, self.base, self.channel_runtime, self.rules
        )
        await self.store.close()
        return found


async def examined(
    settings: Settings,
    store: Store,
    mailer: Mailer | None,
    base: KnowledgeBase,
    chats: ChannelRuntime,
    rules: HouseRules,
) -> list[Finding]:
    """Look at everything, and at every channel that is set up; nothing is changed by that."""
    # certificates and calls to others: slow to load, and nobody else needs them
    from bot import diagnostics

    services = [channel.service for channel in chats.channels]
    now = SystemClock().now()
    own = diagnostics.checks(settings, store, mailer, base, now, services, chats.doors, rules)
    found = await diagnostics.all_of([*own, *(channel.examine for channel in chats.channels)])
    return found if chats.channels else [*found, Finding(Level.OK, "doctor.no_channel")]


def examination(settings: Settings) -> Examination:
    """Put together what the doctor examines. Raises KnowledgeFaults when the base is faulty."""
    base = loader.load(settings.knowledge, cache=settings.cache)
    directory = loader.load_directory(settings.knowledge)
    store = Store(settings.database, directory, mails=bool(settings.smtp_host))
    knowledge = Knowledge(base, _NoSearch(), directory)
    turns = Turns(
        lambda reading: store.unit(reading=reading), knowledge, ORDER, SystemClock(), worded, store.ready
    )
    chats = channel_runtime(settings, store, turns, base.words, SystemClock())
    mailer = mailer_of(settings, base.words, SystemClock())
    return Examination(settings, base.words, base, store, mailer, chats, directory.rules)


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
    migrates: bool


def curator(settings: Settings) -> Curator:
    """Put together what a curator needs; nothing is opened yet. Raises KnowledgeFaults, or StoreFault."""
    directory = loader.load_directory(settings.knowledge)
    store = Store(settings.database, directory, mails=bool(settings.smtp_host))
    words = loader.load(settings.knowledge, cache=settings.cache).words
    return Curator(store, words, settings.migrate == "start")


def build_sweep(
    settings: Settings,
    store: Store,
    directory: Directory,
    base: KnowledgeBase,
    clock: Clock,
    deliver: Deliver | None = None,
) -> Sweep:
    """Return the sweep over a store; without a mail server nothing goes by e-mail."""
    return Sweep(
        lambda reading: store.sweep_unit(reading=reading),
        directory,
        is_working_day,
        clock,
        bool(settings.smtp_host),
        deliver,
        SweepPolicy(chat_first=dt.timedelta(minutes=settings.mail_after)),
        store.end_expired,
        course_content(base),
        tuple(topic.review_by for (lang, _), topic in base.topics.items() if lang == LANGUAGES[0]),
    )


class Asker:
    """Somebody whom nothing is known of, asking one thing after the other in one talk, without a database."""

    def __init__(self, knowledge: Knowledge, person: Person | None = None) -> None:
        self._knowing = knowledge
        self._person = person or Person("guest", Role.GUEST)
        self._session = Session()

    def ask(self, text: str) -> Outcome:
        """Return what a message leads to, after those before it."""
        now = SystemClock().now()
        turn = Inbound("ask", text=text)
        outcome = engine.decide(turn, self._session, self._person, TurnSnapshot(), self._knowing, now, ORDER)
        self._session = outcome.session
        for effect in outcome.effects:
            if isinstance(effect, ChooseLanguage):
                self._person = replace(self._person, lang=effect.lang)
        return outcome


def ask(knowledge: Knowledge, question: str, person: Person | None = None) -> Outcome:
    """Return what one question leads to for somebody whom nothing is known of, without a database."""
    return Asker(knowledge, person).ask(question)


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
