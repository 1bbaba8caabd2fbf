"""What the doctor looks at in Telegram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.channels.telegram.api import Api, ApiFault
from bot.channels.telegram.parse import Me
from bot.domain.ports.health import Finding, Level


async def examine(api: Api, hook: str, name: str) -> list[Finding]:
    """Return what is found: whether the token is good, and whether updates find their way here.

    `hook` is the address that updates are to be sent to, "" where they are fetched; `name` is what the
    settings say the bot is called, "" where they do not.
    """
    try:
        me, known = await api.me(), await api.webhook()
    except ApiFault as fault:
        key = "refused" if fault.code in (401, 404) else "away"
        return [_fault(key, fault=str(fault))]
    wrong = [*_of_name(me, name), *_of_hook(known, hook)]
    return wrong or [Finding(Level.OK, "telegram.examined.ok", {"name": me.name})]


def _of_name(me: Me, name: str) -> Iterator[Finding]:
    if not me.name:
        yield _fault("no_name")
    elif name and name.lower() != me.name.lower():
        yield _fault("other_name", name=me.name)


def _of_hook(known: Mapping[str, Any], hook: str) -> Iterator[Finding]:
    url, error = str(known.get("url") or ""), known.get("last_error_message")
    if url and not hook:
        yield _fault("hooked")
    elif url != hook:
        yield _fault("not_hooked")
    elif hook and error:
        yield Finding(Level.WARNING, "telegram.examined.undelivered", {"fault": error})


def _fault(what: str, **values: str) -> Finding:
    return Finding(Level.FAULT, f"telegram.examined.{what}", values)
