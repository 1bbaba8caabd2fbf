"""A sweep over a real store, with words for letters only, and notices to send."""

from __future__ import annotations

import datetime as dt

from bot.delivery.mail import Mailer, Postmark, message_id
from bot.delivery.sweep import Pace, Sweep
from bot.domain.outcome import Notify
from bot.domain.person import Person, Role
from bot.domain.ports import Clock
from bot.domain.working_days import is_working_day
from bot.knowledge.entry import Words
from bot.storage.codec import name_of
from bot.storage.store import Store
from tests.domain.making import directory

SENDER = "IPS <ips@example.org>"
LINK = "https://ips.example.org/"
WORDS = Words(
    {
        lang: {"mail.subject": f"{subject} {{code}}", "mail.text": f"{subject} {{code}}: {{link}}"}
        for lang, subject in {"nb": "Nytt om", "nn": "Nytt i", "en": "News about"}.items()
    }
)
ANNA = Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn", name="Anna")
JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general", name="Jonas", lang="en")
METTE = Person("mette", Role.METHOD_SUPERVISOR, post="dps-supervisor", name="Mette")
KARI = Person("kari", Role.COORDINATOR, name="Kari")


def sweep_over(store: Store, clock: Clock, port: int = 0, pace: Pace | None = None) -> Sweep:
    """Return the sweep over a store; with a port it sends e-mail to a server there."""
    mailer = Mailer(Postmark("127.0.0.1", port, SENDER, LINK), WORDS, clock) if port else None
    units = lambda reading: store.sweep_unit(reading=reading)  # noqa: E731 - as the composition root does
    return Sweep(units, directory(), is_working_day, clock, mailer, pace)


async def know(store: Store, *people: Person) -> None:
    """Write people, each with an address."""
    async with store.unit() as unit:
        for person in people:
            await unit.person(person)
        await unit.commit()
    for person in people:
        await store.set_email(person.id, f"{person.id}@example.org")


async def tell(store: Store, at: dt.datetime, *people: str, code: str = "IPS-7K3F") -> None:
    """Write a notice to each of these people."""
    async with store.unit() as unit:
        await unit.apply([Notify("notice.cancel", {"code": code}, person=person) for person in people], at)
        await unit.commit()


async def ids(store: Store, person: str = "") -> list[str]:
    """Return the Message-IDs that the notices in the outbox have, all or one reader's, oldest first."""
    rows = [row for row in await store.rows("outbox") if row["person"] and person in row["person"]]
    return [message_id(name_of(row["number"], row["at"], row["person"]), SENDER) for row in rows]
