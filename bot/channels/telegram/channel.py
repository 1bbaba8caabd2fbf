"""The Telegram channel, put together: what goes out, what comes in, and what says who we are."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

import structlog
from fastapi import APIRouter

from bot.channels.telegram import webhook
from bot.channels.telegram.api import Api, ApiFault
from bot.channels.telegram.commands import register
from bot.channels.telegram.examine import examine
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.parse import KINDS, NAME
from bot.channels.telegram.polling import (
    LETS_GO_S,
    LONGEST_WAIT_S,
    MOST_ASKED_S,
    NETWORK,
    READING,
    WHY,
    Polling,
)
from bot.channels.telegram.sender import TelegramSender
from bot.domain.message.chat import ChannelSender, Gateway
from bot.domain.message.message import Surface
from bot.domain.ports.health import Finding, Pulse
from bot.knowledge.base.entry import Words

log = structlog.get_logger()

FIRST_PAUSE_S = 1.0
"""How long after the first failure the start is tried again."""

OFFICIAL = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """How the bot is run. `server` is the Bot API server; `base_url` is where Telegram reaches us.

    With `referrals` more may be done in private chats than asking. `name` is what links call the bot.
    """

    token: str
    library: Literal["aiogram", "python-telegram-bot"] = "aiogram"
    mode: Literal["polling", "webhook"] = "polling"
    secret: str = ""
    server: str = OFFICIAL
    base_url: str = ""
    referrals: bool = False
    name: str = ""


def connect(settings: TelegramSettings) -> Api:
    """Return the Bot API by the library that is wanted; the other one is not even loaded."""
    if settings.library == "aiogram":
        from bot.channels.telegram.libraries import aiogram_api

        return aiogram_api.connect(settings.token, settings.server)
    from bot.channels.telegram.libraries import ptb_api

    return ptb_api.connect(settings.token, settings.server)


Job = Callable[[asyncio.Event], Awaitable[None]]
Alone = Callable[[Job, asyncio.Event], Awaitable[None]]
"""Does something until an event, while no other replica does it."""


async def at_once(job: Job, stop: asyncio.Event) -> None:
    """Do it: there are no other replicas."""
    await job(stop)


def open(
    settings: TelegramSettings,
    gateway: Gateway,
    words: Words,
    api: Api | None = None,
    alone: Alone = at_once,
) -> Telegram:
    """Put the channel together; nothing is called yet. `api` is for a bot that somebody else runs.

    Updates are fetched `alone`: Telegram hands them to one only.
    """
    return Telegram(settings, gateway, words, api or connect(settings), alone)


class Telegram:
    """The channel. `sender` is for the outbox; `router` for the web app, None while updates are fetched.

    `surface` is what may be done in private chats; `intake` takes updates that came in some other way;
    `service` is the Bot API server's address.
    """

    def __init__(
        self,
        settings: TelegramSettings,
        gateway: Gateway,
        words: Words,
        api: Api,
        alone: Alone = at_once,
    ) -> None:
        self._alone = alone
        self._settings = settings
        self._words = words
        self.pulse = Pulse()
        self.api = api
        self.service = settings.server
        self._carrier = TelegramSender(api, words)
        self.sender: ChannelSender = self._carrier
        self.intake = Intake(api, gateway)
        self.surface = Surface.ALL if settings.referrals else Surface.QUESTIONS
        self.router: APIRouter | None = None
        if settings.mode == "webhook":
            self.router = webhook.router(self.intake, settings.secret)

    async def run(self, stop: asyncio.Event) -> None:
        """Let updates come in, until `stop`; then let go of the connections."""
        try:
            if await self._until_done(self._ask_for_updates, stop):
                await self._introduce()
                if self._settings.mode == "polling":
                    await self._alone(self._fetch, stop)
            await stop.wait()
        finally:
            if stop.is_set():  # otherwise the channel is begun again, and needs them
                await self._carrier.rest(LETS_GO_S)
                await self.close()

    async def _fetch(self, stop: asyncio.Event) -> None:
        await Polling(self.api, self.intake, pulse=self.pulse).run(stop)

    async def close(self) -> None:
        """Let go of the connections."""
        await self.api.close()

    @property
    def door(self) -> str:
        """The path at which Telegram comes to us, "" while updates are fetched."""
        return webhook.PATH if self.router is not None else ""

    @property
    def hook(self) -> str:
        """The address that Telegram is to send updates to."""
        return f"{self._settings.base_url.rstrip('/')}{webhook.PATH}"

    async def _ask_for_updates(self) -> None:
        if self._settings.mode == "webhook":
            await self.api.set_webhook(self.hook, self._settings.secret, KINDS)
        else:
            await self.api.delete_webhook()

    async def _introduce(self) -> None:
        """Say what the bot is for. It is worth one try: what was said at an earlier start still stands."""
        try:
            await register(self.api, self._words, referrals=self._settings.referrals)
        except ApiFault as fault:
            log.warning("commands not registered", channel=NAME, fault=str(fault))

    async def _until_done(self, call: Callable[[], Awaitable[None]], stop: asyncio.Event) -> bool:
        """Try until it works, ever more slowly; False when it was stopped before."""
        pause = FIRST_PAUSE_S
        while not stop.is_set():
            try:
                await call()
            except ApiFault as fault:
                reason = WHY.get(fault.code, NETWORK)
                log.warning("updates not asked for", channel=NAME, reason=reason, fault=str(fault))
                self.pulse.ill(READING)
                asked = min(fault.after_s or 0.0, MOST_ASKED_S)
            else:
                self.pulse.well(READING)
                return True
            try:
                await asyncio.wait_for(stop.wait(), max(pause, asked))
            except TimeoutError:
                pause = min(pause * 2, LONGEST_WAIT_S)
        return False

    async def examine(self) -> list[Finding]:
        """Return what the doctor is to say of this channel; by a connection of its own."""
        api = connect(self._settings)
        try:
            hook = self.hook if self._settings.mode == "webhook" else ""
            return await examine(api, hook, self._settings.name)
        finally:
            await api.close()
