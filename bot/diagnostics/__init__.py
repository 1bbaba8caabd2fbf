"""What the doctor looks at besides the channels: database, mail, address, secrets, knowledge base."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from bot.conversation.context import norwegian
from bot.delivery.mail import CannotDeliver, Mailer
from bot.diagnostics import (
    browser,
    certificate,
    clock,
    copies,
    guard,
    operation,
    outside,
    provider,
    staff,
    traces,
    wire,
)
from bot.domain.clock.trust import is_far_ahead
from bot.domain.organisation.house_rules import DEFAULT, HouseRules
from bot.domain.ports.health import Finding, Level
from bot.domain.ports.store import StoreFault
from bot.knowledge.base import local
from bot.knowledge.base.entry import KnowledgeBase
from bot.settings import Settings, is_loopback
from bot.storage.migrate import Standing
from bot.storage.store import Store

LONGEST_S = 10.0
MOST_ROWS = 20
"""How many rows that cannot be read are named one by one."""

Check = Callable[[], Awaitable[list[Finding]]]


async def all_of(checks: Iterable[Check]) -> list[Finding]:
    """Run the checks beside each other, each for a limited time; one that cannot be run is a finding, too."""
    found = await asyncio.gather(*(_of_one(check) for check in checks))
    return [one for findings in found for one in findings]


async def _of_one(check: Check) -> list[Finding]:
    try:
        async with asyncio.timeout(LONGEST_S):
            return await check()
    except TimeoutError:
        values: dict[str, object] = {"what": _name(check), "seconds": int(LONGEST_S)}
        return [Finding(Level.FAULT, "doctor.slow", values)]
    except Exception as fault:
        values = {"what": _name(check), "fault": type(fault).__name__}
        return [Finding(Level.FAULT, "doctor.broken", values)]


def _name(check: Check) -> str:
    owner = getattr(check, "__self__", None)
    return str(getattr(owner, "name", "") or getattr(check, "__name__", "check"))


def checks(
    settings: Settings,
    store: Store,
    mailer: Mailer | None,
    base: KnowledgeBase,
    now: dt.datetime,
    services: Sequence[str] = (),
    doors: Sequence[str] = (),
    rules: HouseRules = DEFAULT,
) -> list[Check]:
    """Return the checks of everything that is not a channel.

    `services` are addresses of the channels' owners, `doors` the paths at which channels come to us.
    """

    async def database() -> list[Finding]:
        return await _database(store)

    async def rows() -> list[Finding]:
        return await _rows(store)

    async def time() -> list[Finding]:
        return await _clock(store, services, now)

    async def mail() -> list[Finding]:
        return await _mail(settings, mailer, now)

    async def address() -> list[Finding]:
        return await _address(settings, now)

    async def public() -> list[Finding]:
        return await _public(settings, now)

    async def way_in() -> list[Finding]:
        at = settings.webhook_url or f"http://{settings.host}:{settings.webhook_port}"
        return list(await asyncio.gather(*(outside.door(at, path) for path in doors)))

    async def sign_in() -> list[Finding]:
        return await provider.looked_at(settings)

    async def secret() -> list[Finding]:
        return _secret(settings)

    async def knowledge() -> list[Finding]:
        return [*_knowledge(base, now.date()), *_local(base)]

    async def directory() -> list[Finding]:
        return await _directory(store)

    async def replicas() -> list[Finding]:
        return await operation.looked_at(store, now, rules)

    async def copy() -> list[Finding]:
        return await copies.looked_at(store, now)

    async def access() -> list[Finding]:
        return await staff.looked_at(store, now)

    async def way_to_database() -> list[Finding]:
        return await wire.looked_at(settings.database, store, now)

    async def browsers() -> list[Finding]:
        return await browser.looked_at(settings)

    async def traced() -> list[Finding]:
        return await traces.looked_at(settings)

    async def guards() -> list[Finding]:
        return guard.looked_at(base.words)

    return [
        database,
        way_to_database,
        copy,
        replicas,
        guards,
        access,
        rows,
        directory,
        time,
        mail,
        address,
        public,
        way_in,
        sign_in,
        browsers,
        secret,
        traced,
        knowledge,
    ]


async def _database(store: Store) -> list[Finding]:
    try:
        version, stands = await store.standing()
        if stands in {Standing.SERVES, Standing.NEWER}:
            level = Level.WARNING if stands is Standing.SERVES else Level.FAULT
            return [Finding(level, f"doctor.database.{stands}", {"version": version})]
        found, wanted, _ = await store.state()
    except StoreFault as fault:
        return [Finding(Level.FAULT, "doctor.database.closed", {"fault": str(fault)})]
    if found != wanted:
        return [Finding(Level.FAULT, "doctor.database.old", {"found": found or "–", "wanted": wanted})]
    return [Finding(Level.OK, "doctor.database.ok", {"version": wanted})]


async def _rows(store: Store) -> list[Finding]:
    """Load every row, as the program would; where the database cannot be read its own check tells."""
    try:
        found, wanted, _ = await store.state()
        if found != wanted:
            return []
        bad = await store.unreadable()
    except StoreFault:
        return []
    listing = [Finding(Level.FAULT, "doctor.rows.bad", {"name": name}) for name in bad[:MOST_ROWS]]
    if len(bad) > MOST_ROWS:
        listing.append(Finding(Level.FAULT, "doctor.rows.more", {"count": len(bad) - MOST_ROWS}))
    return [*listing, *_open_file(store)]


def _open_file(store: Store) -> list[Finding]:
    """Return a warning when others on this machine may read the database's file."""
    path = store.file
    if path is None or not path.exists() or not path.stat().st_mode & 0o077:
        return []
    return [Finding(Level.WARNING, "doctor.database.open", {"path": str(path)})]


async def _directory(store: Store) -> list[Finding]:
    with suppress(StoreFault):  # the check of the database tells
        found, wanted, _ = await store.state()
        if found == wanted:
            await store.load_directory()
        if found == wanted and (lost := await store.orphaned()):
            values = {"codes": ", ".join(one.code for one in lost), "missing": lost[0].missing}
            return [Finding(Level.FAULT, "doctor.directory.astray", values)]
    return []


async def _clock(store: Store, services: Sequence[str], now: dt.datetime) -> list[Finding]:
    clocks = await clock.clocks_of(services)
    if not clocks:  # a database may well be on this machine, with its clock
        with suppress(StoreFault):  # the check of the database tells
            _, _, theirs = await store.state()
            clocks = [("PostgreSQL", theirs - dt.datetime.now(dt.UTC))] if theirs else []
    return [clock.compared(clocks, norwegian(now)), *await _leapt(store, now)]


async def _leapt(store: Store, now: dt.datetime) -> list[Finding]:
    with suppress(StoreFault):  # the check of the database tells
        found, wanted, _ = await store.state()
        seen = await store.clock_seen() if found == wanted else None
        if seen and is_far_ahead(now, seen):
            return [Finding(Level.FAULT, "doctor.clock.leapt", {"days": (now - seen).days})]
    return []


async def _mail(settings: Settings, mailer: Mailer | None, now: dt.datetime) -> list[Finding]:
    if mailer is None:
        return [Finding(Level.WARNING, "doctor.mail.none")]
    try:
        async with mailer:
            shown = await mailer.greet()
    except CannotDeliver as fault:
        values = {"host": settings.smtp_host, "port": settings.smtp_port, "fault": str(fault)}
        return [Finding(Level.FAULT, "doctor.mail.closed", values)]
    found = [Finding(Level.OK, "doctor.mail.ok", {"host": settings.smtp_host})]
    if shown:
        found.append(certificate.lasting(settings.smtp_host, certificate.end_of(shown), now))
    return [*found, *_authority(settings, now)]


def _authority(settings: Settings, now: dt.datetime) -> list[Finding]:
    """Return what is found of the file with the mail server's authorities, if there is one."""
    if settings.smtp_ca is None:
        return []
    return [certificate.lasting("IPS_SMTP_CA", certificate.first_end(settings.smtp_ca), now)]


async def _address(settings: Settings, now: dt.datetime) -> list[Finding]:
    url = urlsplit(settings.base_url)
    if url.scheme == "http" and is_loopback(url.hostname or ""):
        return [Finding(Level.WARNING, "doctor.address.here", {"url": settings.base_url})]
    return await _encrypted(settings.base_url, now, "IPS_BASE_URL")


async def _public(settings: Settings, now: dt.datetime) -> list[Finding]:
    """Look at the address for webhooks as others see it: it is encrypted, and leads to webhooks only."""
    if not settings.webhook_url:
        return []
    encrypted = await _encrypted(settings.webhook_url, now, "IPS_WEBHOOK_URL")
    return [*encrypted, *await outside.pages(settings.webhook_url)]


async def _encrypted(address: str, now: dt.datetime, setting: str) -> list[Finding]:
    url = urlsplit(address)
    host = url.hostname or ""
    if url.scheme != "https":
        return [Finding(Level.FAULT, "doctor.address.open", {"url": address, "setting": setting})]
    try:
        ends = await asyncio.to_thread(certificate.of_server, host, url.port or 443, LONGEST_S / 3)
        found = [certificate.lasting(host, ends, now)]
        doubt = await asyncio.to_thread(certificate.doubt, host, url.port or 443, LONGEST_S / 3)
    except (OSError, ValueError) as fault:
        return [Finding(Level.FAULT, "doctor.address.closed", {"url": address, "fault": str(fault)})]
    if doubt and ends > now:
        found.append(Finding(Level.WARNING, "doctor.address.doubted", {"host": host, "why": doubt}))
    return found


def _secret(settings: Settings) -> list[Finding]:
    if "secret" not in settings.model_fields_set:
        return [Finding(Level.WARNING, "doctor.secret.none")]
    if settings.key_can_be_guessed:
        return [Finding(Level.FAULT, "doctor.secret.short")]
    return [Finding(Level.OK, "doctor.secret.ok")]


def _knowledge(base: KnowledgeBase, today: dt.date) -> list[Finding]:
    late = {t for t in base.topic_ids() if (topic := base.topic("nb", t)) and topic.review_by < today}
    if late:
        return [Finding(Level.WARNING, "doctor.knowledge.late", {"count": len(late)})]
    return [Finding(Level.OK, "doctor.knowledge.ok", {"count": len(base.topic_ids())})]


def _local(base: KnowledgeBase) -> list[Finding]:
    """Return a warning that names what only the service can tell and has not."""
    lacking = local.missing(base.local)
    if not lacking:
        return []
    values = {"count": len(lacking), "what": ", ".join(fact.id for fact in lacking)}
    return [Finding(Level.WARNING, "doctor.local.missing", values)]
