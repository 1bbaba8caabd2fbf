"""The composition root: the only file that sees everything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from bot.conversation import engine
from bot.conversation.context import Knowing
from bot.delivery.notices import worded
from bot.domain.message import Inbound
from bot.domain.outcome import Outcome
from bot.domain.person import Person, Role
from bot.domain.ports import Clock, Notice
from bot.domain.referral import Referral
from bot.domain.session import Session
from bot.domain.world import World
from bot.exports import Exports
from bot.knowledge import loader
from bot.knowledge.calibration import from_mapping
from bot.knowledge.entry import KnowledgeBase, Words
from bot.knowledge.yaml_safe import read
from bot.searching import open_search
from bot.settings import Settings
from bot.storage.store import Store
from bot.turns import SystemClock, Turns
from handlers import ORDER


@dataclass(frozen=True)
class App:
    """Everything put together. `turns` is the desk that channels talk to."""

    settings: Settings
    know: Knowing
    store: Store
    turns: Turns

    @property
    def words(self) -> Words:
        """All texts."""
        return self.know.base.words

    @property
    def exports(self) -> Exports:
        """Referrals in the forms of others."""
        return Exports(self.store, self.know.directory, SystemClock())

    async def notices_since(self, after: int) -> tuple[Notice, ...]:
        """Return everybody's news that nobody was handed yet, worded for their readers."""
        return await self.turns.everybodys_notices(after)

    async def show(self, what: str) -> list[dict[str, Any]]:
        """Return all `referrals`, the `outbox` or the `audit` as plain values, else raise ValueError."""
        if what == "referrals":
            return [referral_as_dict(referral) for referral in await self.store.all_referrals()]
        if what not in {"outbox", "audit"}:
            raise ValueError("show one of: referrals, outbox, audit")
        return [_plain(row) for row in await self.store.rows(what)]


def know(settings: Settings, *, wait: bool = True) -> Knowing:
    """Load the knowledge base and the search. Raises KnowledgeFaults when the base is faulty.

    With `wait` the search is complete on return; without, it may answer by letters only for a while.
    """
    base: KnowledgeBase = loader.load(settings.knowledge)
    calibration = from_mapping(read(settings.knowledge / "calibration.yaml", "calibration.yaml").value)
    found = open_search(base, calibration, settings.cache, encoder=settings.encoder, wait=wait)
    return Knowing(base, found, loader.load_directory(settings.knowledge))


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
    )
    return App(settings, knowing, store, turns)


def ask(knowing: Knowing, question: str, person: Person | None = None) -> Outcome:
    """Return what one question leads to for somebody whom nothing is known of, without a database."""
    guest = person or Person("guest", Role.GUEST)
    now = SystemClock().now()
    return engine.decide(Inbound("ask", text=question), Session(), guest, World(), knowing, now, ORDER)


def referral_as_dict(referral: Referral) -> dict[str, Any]:
    """Return a referral as plain values for tools: code, state, post, consent, history."""
    consent = referral.consent
    return {
        "code": referral.code,
        "state": referral.state.value,
        "post": referral.post,
        "service": referral.service,
        "clinician": referral.clinician,
        "consent": {
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
        },
        "history": [
            {
                "state": change.to.value,
                "by": change.by,
                "at": change.at.isoformat(),
                "reason": change.reason.value if change.reason else None,
            }
            for change in referral.history
        ],
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, dt.datetime | dt.date) else v for k, v in row.items()}
