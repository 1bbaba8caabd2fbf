"""A sweep over a real store, with words for letters only, and notices to send."""

from __future__ import annotations

import datetime as dt

from bot.delivery.letter import message_id
from bot.delivery.mail import Mailer, SmtpSettings
from bot.delivery.retry import BY_MAIL, RetryPolicy
from bot.delivery.sweep import Sweep, SweepPolicy
from bot.domain.clock.working_days import is_working_day
from bot.domain.message.chat import EMAIL
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import Clock
from bot.domain.turn.notice import NoticeKind, Notify
from bot.knowledge.base.entry import Words
from bot.services.mail import add_mail, outbox_worker
from bot.storage.schema.codec import name_of
from bot.storage.store import Store
from tests.domain.making import directory

SENDER = "IPS <ips@example.org>"
LINK = "https://ips.example.org/"
WORDS = Words(
    {
        lang: {
            "mail.subject": f"{subject} {{code}}",
            "mail.text": f"{subject} {{code}}: {{link}}",
            "mail.talk.subject": f"{talk} {{code}}",
            "mail.talk.text": f"{talk} {{code}} {{date}} {{time}}: {{link}}",
            "mail.called_off.subject": f"{off} {{code}}",
            "mail.called_off.text": f"{off} {{code}} {{date}} {{time}}: {{link}}",
        }
        for lang, subject, talk, off in (
            ("nb", "Nytt om", "Samtale", "Avlyst"),
            ("nn", "Nytt i", "Samtale", "Avlyst"),
            ("en", "News about", "Talk", "Called off"),
        )
    }
)
ANNA = Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn", name="Anna")
JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general", name="Jonas", lang="en")
METTE = Person("mette", Role.METHOD_SUPERVISOR, post="dps-supervisor", name="Mette")
KARI = Person("kari", Role.COORDINATOR, name="Kari")


def sweep_over(
    store: Store,
    clock: Clock,
    port: int = 0,
    pace: SweepPolicy | None = None,
    retry: RetryPolicy | None = None,
) -> Sweep:
    """Return the sweep over a store; with a port it sends e-mail to a server there."""
    worker = outbox_worker(store, WORDS, clock)
    if port:
        add_mail(worker, Mailer(SmtpSettings("127.0.0.1", port, SENDER, LINK), WORDS, clock))
        worker.retries[EMAIL] = retry or BY_MAIL
    units = lambda reading: store.sweep_unit(reading=reading)  # noqa: E731 - as the composition root does
    return Sweep(units, directory(), is_working_day, clock, bool(port), worker.empty, pace)


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
        await unit.apply([Notify(NoticeKind.CANCEL, {"code": code}, person=person) for person in people], at)
        await unit.commit()


async def ids(store: Store, person: str = "") -> list[str]:
    """Return the Message-IDs that the notices in the outbox have, all or one reader's, oldest first."""
    rows = [row for row in await store.rows("outbox") if row["person"] and person in row["person"]]
    return [message_id(name_of(row["number"], row["at"], row["person"]), SENDER) for row in rows]
