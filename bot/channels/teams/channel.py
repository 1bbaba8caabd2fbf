"""Puts Teams together: what comes in through the door, what goes out through the connector."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import structlog
from httpx import AsyncClient, HTTPError

from bot.channels.teams.api import TIMEOUT_S, Connector
from bot.channels.teams.carrier import TeamsCarrier
from bot.channels.teams.door import Door
from bot.channels.teams.hosts import HOSTS
from bot.channels.teams.sdk import PUBLIC, Client, ClientOptions, CloudEnvironment
from bot.channels.teams.tokens import BotToken, Refused, TokenCheck
from bot.domain.chat import Carrier, Reception
from bot.domain.message import Room
from bot.knowledge.entry import Words

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """How the bot is registered. `tenants` may use it; it is registered in the first of them."""

    client_id: str
    client_secret: str
    tenants: tuple[str, ...]
    referrals: bool = True


@dataclass
class Teams:
    """See chatting.Channel."""

    carrier: Carrier
    room: Room
    router: Any
    token: BotToken
    web: AsyncClient

    async def run(self, stop: asyncio.Event) -> None:
        """Say at the start whether the bot may write; then Teams comes to us. Closes its lines at `stop`."""
        if fault := await self.check():
            log.error("teams cannot be written to", why=fault)
        await stop.wait()
        await self.web.aclose()

    async def check(self) -> str:
        """Return what is wrong with the registration, in one sentence; "" when Microsoft gives a token."""
        try:
            await self.token.get()
        except Refused as fault:
            return str(fault)
        except HTTPError as fault:
            return f"Microsoft's sign-in does not answer ({type(fault).__name__}); is there a way out?"
        return ""


def open(
    settings: TeamsSettings,
    reception: Reception,
    words: Words,
    *,
    cloud: CloudEnvironment = PUBLIC,
    hosts: Collection[str] = HOSTS,
) -> Teams:
    """Return the channel. `cloud` and `hosts` say where Microsoft is: somewhere else only for tests."""
    client = Client(ClientOptions(timeout=TIMEOUT_S))
    tenants = tuple(tenant.lower() for tenant in settings.tenants)
    token = BotToken(settings.client_id, settings.client_secret, tenants[0], cloud, client.http)
    door = Door(reception, words, TokenCheck(settings.client_id, cloud), tenants, hosts)
    room = Room.ALL if settings.referrals else Room.QUESTIONS
    carrier = TeamsCarrier(Connector(client, token, hosts), words)
    return Teams(carrier, room, door.router(), token, client.http)
