"""Methods by which the bot gets its updates."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .errors import bad, conflict
from .parameters import Call

if TYPE_CHECKING:
    from .server import BotApi

ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"
SET = "terminated by setWebhook request"
LONGEST_POLL = 50
"""Seconds."""
MAX_SECRET = 256


async def get_updates(api: BotApi, call: Call) -> Any:
    """Return what waits, or wait for it; an offset confirms what lies before it."""
    if api.webhook.url:
        raise conflict(ACTIVE)
    mine = api.poll_begins(OTHER)
    api.waiting.allow(call.json("allowed_updates", "allowed updates"))
    api.waiting.confirm(call.number("offset"))
    limit = min(max(call.number("limit", 100), 1), 100) if call.text("limit") else 100
    seconds = min(max(call.number("timeout"), 0), LONGEST_POLL)
    await api.signal.until(lambda: mine.done() or bool(api.waiting.entries), seconds)
    if mine.done():
        raise conflict(mine.result())
    api.poll_ends(mine)
    return api.waiting.take(limit)


async def set_webhook(api: BotApi, call: Call) -> Any:
    """Have updates posted to an address; an empty one ends it."""
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return await delete_webhook(api, call)
    if not _reachable(url):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > MAX_SECRET:
        raise bad("secret token is too long")
    if not re.fullmatch("[A-Za-z0-9_-]*", secret):
        raise bad("secret token contains unallowed characters")
    if call.flag("drop_pending_updates"):
        api.waiting.entries.clear()
    api.waiting.allow(call.json("allowed_updates", "allowed updates"))
    api.poll_begins(SET).cancel()
    await api.webhook.stop()
    api.webhook.start(url, secret, min(max(call.number("max_connections", 40), 1), 100))
    return True


def _reachable(url: str) -> bool:
    """Tell whether an address would do: https, or (as in the server's local mode) this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}
    )


async def delete_webhook(api: BotApi, call: Call) -> Any:
    """Post no more; what waits goes on waiting unless it is dropped."""
    await api.webhook.stop()
    if call.flag("drop_pending_updates"):
        api.waiting.entries.clear()
    return True


async def get_webhook_info(api: BotApi, call: Call) -> Any:
    """Return the address and how it goes."""
    hook = api.webhook
    info: dict[str, Any] = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(api.waiting.entries),
    }
    if hook.url:
        info |= {"max_connections": hook.most, "ip_address": "127.0.0.1"}
    if hook.url and hook.error:
        info |= {"last_error_date": hook.error_at, "last_error_message": hook.error}
    return info | ({"allowed_updates": api.waiting.allowed} if api.waiting.allowed else {})


Poll = asyncio.Future[str]
"""A running getUpdates; its result says why it was ended."""
