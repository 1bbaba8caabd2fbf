"""Turns over a real store, and people who go through the referral dialog."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from itertools import count

from bot.delivery.wording import worded
from bot.domain.message.message import Inbound
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import Said, UnitOfWork
from bot.shell.turns import Turns
from bot.storage.store import Store
from handlers import ORDER
from tests.domain.making import NOW
from tests.handlers.talk import knowledge

ANNA = Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn", name="Anna")
JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general", name="Jonas")
ANSWERS = ("yes", "yes", "yes", "adult", "no", "yes", "work", "no", "oral", "today", "yes")
"""The presses that lead to the summary, in the order in which the steps come."""

_numbers = count(1)


class StandingClock:
    """A clock that stands until somebody moves it."""

    def __init__(self, at: dt.datetime = NOW) -> None:
        self.at = at

    def now(self) -> dt.datetime:
        """See ports.Clock."""
        return self.at


def desk(
    store: Store,
    units: Callable[[bool], AbstractAsyncContextManager[UnitOfWork]] | None = None,
    clock: StandingClock | None = None,
) -> Turns:
    """Return the real turns over a store; `units` takes the place of the store's own transactions."""
    own = units or (lambda reading: store.unit(reading=reading))
    of_one = None if units else store.unit_of_one
    now = clock or StandingClock()
    return Turns(own, knowledge(), ORDER, now, worded, store.ready, units_of_one=of_one)


async def press(turns: Turns, person: Person, choice: str, update: str | None = None) -> Said:
    """Press a button."""
    update = update or f"update-{next(_numbers)}"
    return await turns.take("test", update, person, Inbound(update, press=choice))


async def say(turns: Turns, person: Person, text: str, update: str | None = None) -> Said:
    """Type something."""
    update = update or f"update-{next(_numbers)}"
    return await turns.take("test", update, person, Inbound(update, text=text))


def button(said: Said, value: str) -> str:
    """Return the id of the shown button that ends in this value."""
    shown = [choice.id for reply in said.replies for choice in reply.choices]
    return next(choice for choice in shown if choice.endswith(f":{value}"))


async def to_summary(turns: Turns, person: Person = ANNA) -> str:
    """Go through the dialog up to its summary and return the id of the send button."""
    said = await press(turns, person, "refer:")
    for answer in ANSWERS:
        said = await press(turns, person, button(said, answer))
    return button(said, "send")


async def refer(turns: Turns, person: Person = ANNA) -> Said:
    """Send a referral."""
    return await press(turns, person, await to_summary(turns, person))


def replace_id(person: Person, name: str) -> Person:
    """Return somebody of the same part."""
    return replace(person, id=name)


async def at_once(*jobs: Awaitable[Said]) -> list[Said]:
    """Run everything at the same time and return the results in order."""
    return list(await asyncio.gather(*jobs))
