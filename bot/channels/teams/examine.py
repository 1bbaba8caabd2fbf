"""What the doctor is to know of Teams: whether the bot may write, and how long its secret lasts."""

from __future__ import annotations

import datetime as dt

from httpx import HTTPError

from bot.channels.teams.trust.tokens import BotToken, Refused
from bot.domain.ports.health import Finding, Level

SOON = dt.timedelta(days=30)


async def registration(token: BotToken) -> Finding:
    """Ask Microsoft for the bot's token."""
    try:
        await token.get()
    except Refused as fault:
        values = {"setting": fault.setting, "code": fault.code}
        return Finding(Level.FAULT, "teams.doctor.refused", values)
    except HTTPError as fault:
        return Finding(Level.FAULT, "teams.doctor.silent", {"fault": type(fault).__name__})
    return Finding(Level.OK, "teams.doctor.ok")


def secret(expires: dt.date | None, today: dt.date) -> Finding:
    """Tell how long the secret lasts: a warning from 30 days before its last day, and when nobody knows."""
    if expires is None:
        return Finding(Level.WARNING, "teams.doctor.no_day")
    if expires <= today:
        return Finding(Level.FAULT, "teams.doctor.over", {"date": expires.isoformat()})
    values = {"days": (expires - today).days}
    if expires - today <= SOON:
        return Finding(Level.WARNING, "teams.doctor.soon", values)
    return Finding(Level.OK, "teams.doctor.lasts", values)
