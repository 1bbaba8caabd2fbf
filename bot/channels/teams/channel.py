"""Puts Teams together: what comes in through the door, what goes out through the connector."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import structlog
from httpx import AsyncClient

from bot.channels.teams import examine
from bot.channels.teams.api import TIMEOUT_S, Connector
from bot.channels.teams.endpoint import PATH, Endpoint
from bot.channels.teams.sender import TeamsSender
from bot.channels.teams.trust.hosts import HOSTS
from bot.channels.teams.trust.sdk import PUBLIC, Client, ClientOptions, CloudEnvironment
from bot.channels.teams.trust.tokens import BotToken, TokenCheck
from bot.domain.message.chat import ChannelSender, Gateway
from bot.domain.message.message import Surface
from bot.domain.ports.health import Finding, Level, Pulse
from bot.knowledge.base.entry import Words

log = structlog.get_logger()

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
SIGNING_IN = "signing in"
"""The side of the channel on which Microsoft gives a token; see `Pulse`."""


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """How the bot is registered. `tenants` may use it; it is registered in the first of them.

    `expires` is the day on which the secret runs out, if anybody wrote it down.
    """

    client_id: str
    client_secret: str
    tenants: tuple[str, ...]
    referrals: bool = True
    expires: dt.date | None = None


@dataclass
class Teams:
    """See chatting.Channel."""

    sender: ChannelSender
    surface: Surface
    router: Any
    web: AsyncClient
    settings: TeamsSettings
    cloud: CloudEnvironment
    pulse: Pulse = field(default_factory=Pulse)

    @property
    def service(self) -> str:
        """Where Microsoft's sign-in is."""
        return str(self.cloud.login_endpoint)

    @property
    def door(self) -> str:
        """Where Teams knocks."""
        return PATH

    async def run(self, stop: asyncio.Event) -> None:
        """Find out whether the bot may write, again and again until it may; then Teams comes to us.

        Closes its lines at `stop`.
        """
        pause = FIRST_PAUSE_S
        while not stop.is_set() and not await self._may_write():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)
        await stop.wait()
        await self.web.aclose()

    async def _may_write(self) -> bool:
        found = await examine.registration(_token(self.settings, self.cloud, self.web))
        if found.level is not Level.FAULT:
            self.pulse.well(SIGNING_IN)
            return True
        self.pulse.ill(SIGNING_IN)
        log.error("teams cannot be written to", channel="teams", kind=found.key)
        return False

    async def examine(self) -> list[Finding]:
        """Return what the doctor is to say of this channel; by a connection of its own."""
        today = dt.datetime.now(dt.UTC).date()
        async with AsyncClient(timeout=TIMEOUT_S) as web:
            found = await examine.registration(_token(self.settings, self.cloud, web))
        return [found, examine.secret(self.settings.expires, today)]


def open(
    settings: TeamsSettings,
    gateway: Gateway,
    words: Words,
    *,
    cloud: CloudEnvironment = PUBLIC,
    hosts: Collection[str] = HOSTS,
) -> Teams:
    """Return the channel. `cloud` and `hosts` say where Microsoft is: somewhere else only for tests."""
    client = Client(ClientOptions(timeout=TIMEOUT_S))
    door = Endpoint(gateway, words, TokenCheck(settings.client_id, cloud), settings.tenants, hosts)
    sender = TeamsSender(Connector(client, _token(settings, cloud, client.http), hosts), words)
    surface = Surface.ALL if settings.referrals else Surface.QUESTIONS
    return Teams(sender, surface, door.router(), client.http, settings, cloud)


def _token(settings: TeamsSettings, cloud: CloudEnvironment, web: AsyncClient) -> BotToken:
    return BotToken(settings.client_id, settings.client_secret, settings.tenants[0], cloud, web)
