"""What the doctor looks at besides the channels: database, mail, address, secrets, knowledge base."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

from cryptography import x509

from bot.delivery.mail import CannotDeliver, Mailer
from bot.domain.health import Finding, Level
from bot.domain.ports import StoreFault
from bot.knowledge.entry import KnowledgeBase
from bot.settings import Settings, is_loopback
from bot.storage.store import Store

SOON = dt.timedelta(days=30)
"""How long before something runs out the doctor warns."""

LONGEST_S = 10.0
CLOCK_OFF = dt.timedelta(seconds=30)
"""How far clocks may be apart: signed tokens are refused when they are minutes apart."""

Check = Callable[[], Awaitable[list[Finding]]]


async def all_of(checks: Iterable[Check]) -> list[Finding]:
    """Run the checks, each for a limited time; one that cannot be run is a finding, too."""
    found: list[Finding] = []
    for check in checks:
        try:
            async with asyncio.timeout(LONGEST_S):
                found += await check()
        except TimeoutError:
            found.append(
                Finding(Level.FAULT, "doctor.slow", {"what": _name(check), "seconds": int(LONGEST_S)})
            )
        except Exception as fault:
            values = {"what": _name(check), "fault": type(fault).__name__}
            found.append(Finding(Level.FAULT, "doctor.broken", values))
    return found


def _name(check: Check) -> str:
    owner = getattr(check, "__self__", None)
    return str(getattr(owner, "name", "") or getattr(check, "__name__", "check"))


def checks(
    settings: Settings, store: Store, mailer: Mailer | None, base: KnowledgeBase, now: dt.datetime
) -> list[Check]:
    """Return the checks of everything that is not a channel."""

    async def database() -> list[Finding]:
        return await _database(store, now)

    async def mail() -> list[Finding]:
        return await _mail(settings, mailer)

    async def address() -> list[Finding]:
        return await _address(settings, now)

    async def secret() -> list[Finding]:
        return _secret(settings)

    async def knowledge() -> list[Finding]:
        return _knowledge(base, now.date())

    return [database, mail, address, secret, knowledge]


async def _database(store: Store, now: dt.datetime) -> list[Finding]:
    try:
        found, wanted, clock = await store.state()
    except StoreFault as fault:
        return [Finding(Level.FAULT, "doctor.database.closed", {"fault": str(fault)})]
    if found != wanted:
        return [Finding(Level.FAULT, "doctor.database.old", {"found": found or "–", "wanted": wanted})]
    if clock is not None and abs(clock - now) > CLOCK_OFF:
        seconds = int(abs(clock - now).total_seconds())
        return [Finding(Level.WARNING, "doctor.clock.wrong", {"seconds": seconds})]
    return [Finding(Level.OK, "doctor.database.ok", {"version": wanted})]


async def _mail(settings: Settings, mailer: Mailer | None) -> list[Finding]:
    if mailer is None:
        return [Finding(Level.WARNING, "doctor.mail.none")]
    try:
        async with mailer:
            await mailer.greet()
    except CannotDeliver as fault:
        values = {"host": settings.smtp_host, "port": settings.smtp_port, "fault": str(fault)}
        return [Finding(Level.FAULT, "doctor.mail.closed", values)]
    return [Finding(Level.OK, "doctor.mail.ok", {"host": settings.smtp_host})]


async def _address(settings: Settings, now: dt.datetime) -> list[Finding]:
    url = urlsplit(settings.base_url)
    host = url.hostname or ""
    if url.scheme == "http" and is_loopback(host):
        return [Finding(Level.WARNING, "doctor.address.here", {"url": settings.base_url})]
    if url.scheme != "https":
        return [Finding(Level.FAULT, "doctor.address.open", {"url": settings.base_url})]
    try:
        ends = await asyncio.to_thread(certificate_ends, host, url.port or 443)
    except OSError as fault:
        return [
            Finding(Level.FAULT, "doctor.address.closed", {"url": settings.base_url, "fault": str(fault)})
        ]
    days = (ends - now).days
    values = {"host": host, "days": days}
    if ends - now < dt.timedelta(0):
        return [Finding(Level.FAULT, "doctor.address.over", values)]
    return [Finding(Level.WARNING if ends - now < SOON else Level.OK, "doctor.address.certificate", values)]


def certificate_ends(host: str, port: int) -> dt.datetime:
    """Return when the certificate of a server runs out, whoever signed it. Raises OSError."""
    pem = ssl.get_server_certificate((host, port), timeout=LONGEST_S / 2)
    return x509.load_pem_x509_certificate(pem.encode()).not_valid_after_utc


def _secret(settings: Settings) -> list[Finding]:
    if "secret" not in settings.model_fields_set:
        return [Finding(Level.WARNING, "doctor.secret.none")]
    if len(settings.secret.get_secret_value()) < 32:
        return [Finding(Level.FAULT, "doctor.secret.short")]
    return [Finding(Level.OK, "doctor.secret.ok")]


def _knowledge(base: KnowledgeBase, today: dt.date) -> list[Finding]:
    late = {t for t in base.topic_ids() if (topic := base.topic("nb", t)) and topic.review_by < today}
    if late:
        return [Finding(Level.WARNING, "doctor.knowledge.late", {"count": len(late)})]
    return [Finding(Level.OK, "doctor.knowledge.ok", {"count": len(base.topic_ids())})]
