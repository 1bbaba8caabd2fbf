"""Puts chat channels together: the reception they hand in to, and the postman who works for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from bot.delivery.notices import worded
from bot.delivery.postman import Postman
from bot.domain.chat import Carrier
from bot.domain.health import FAILURES, Finding, Pulse
from bot.domain.limits import Rate
from bot.domain.message import Room
from bot.domain.ports import Clock, Desk
from bot.knowledge.entry import Words
from bot.reception import FrontDesk
from bot.settings import Settings
from bot.storage.store import Store

log = structlog.get_logger()

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
"""How long it takes until a channel that ended is begun again: twice as long each time, up to this."""

RUNNING = "running"
"""The side of a channel that is its own work; see `Pulse`."""


class Channel(Protocol):
    """A chat channel that is set up: its carrier, what may be done there, its routes, whether it works."""

    carrier: Carrier
    room: Room
    router: Any
    pulse: Pulse

    @property
    def service(self) -> str:
        """An address of whoever runs the channel; it answers without a key."""

    @property
    def door(self) -> str:
        """The path at which the channel comes to us, "" if we fetch; whoever shows no key gets 401."""

    async def run(self, stop: asyncio.Event) -> None:
        """Do what the channel does by itself (register, poll) until `stop`."""

    async def examine(self) -> list[Finding]:
        """Return what the doctor is to say of this channel."""


@dataclass
class Chatting:
    """Reception and postman of all chat channels. Channels are added before `run`."""

    reception: FrontDesk
    postman: Postman
    channels: list[Channel]

    def add(self, channel: Channel) -> None:
        """Let a channel take part."""
        name = channel.carrier.name
        self.postman.carriers[name] = channel.carrier
        self.reception.carriers[name] = channel.carrier
        self.reception.rooms[name] = channel.room
        if channel.room is Room.ALL:
            self.postman.tells.add(name)
        self.postman.pulses[name] = channel.pulse
        self.channels.append(channel)

    @property
    def routers(self) -> Sequence[Any]:
        """The routes of the channels, for the web server."""
        return [channel.router for channel in self.channels if channel.router is not None]

    @property
    def doors(self) -> list[str]:
        """The paths at which channels come to us."""
        return [channel.door for channel in self.channels if channel.door]

    def works(self) -> dict[str, bool]:
        """Tell of each channel whether it works now."""
        return {channel.carrier.name: not channel.pulse.is_down for channel in self.channels}

    async def run(self, stop: asyncio.Event) -> None:
        """Let postman and channels work until `stop`. One that ends before is begun again."""
        channels = (_kept_running(one.carrier.name, one.run, one.pulse, stop) for one in self.channels)
        post = _kept_running("post", self.postman.forever, Pulse(), stop)
        await asyncio.gather(post, *channels)


async def _kept_running(
    name: str, job: Callable[[asyncio.Event], Awaitable[None]], pulse: Pulse, stop: asyncio.Event
) -> None:
    pause = FIRST_PAUSE_S
    while not stop.is_set():
        began = time.monotonic()
        try:
            await job(stop)
        except Exception:
            log.exception("channel ended", channel=name)
        if stop.is_set():
            return
        pulse.ill(RUNNING, FAILURES)
        log.error("channel is begun again", channel=name)
        pause = (
            FIRST_PAUSE_S if time.monotonic() - began > LONGEST_PAUSE_S else min(pause * 2, LONGEST_PAUSE_S)
        )
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pulse.well(RUNNING)


def chatting(settings: Settings, store: Store, desk: Desk, words: Words, clock: Clock) -> Chatting:
    """Return reception and postman, with the channels that the settings name."""
    reception = FrontDesk(
        desk=desk,
        accounts=store.accounts,
        words=words,
        clock=clock,
        rooms={},
        link=settings.base_url,
        strangers=settings.strangers == "questions",
        carriers={},
        rate=Rate(settings.rate_person),
    )
    postman = Postman(
        office=store.post_office,
        accounts=store.accounts,
        carriers={},
        clock=clock,
        worded=lambda news, lang: worded(words, news, lang),
    )
    chats = Chatting(reception, postman, [])
    if settings.telegram_token.get_secret_value():
        chats.add(_telegram(settings, reception, words))
    if settings.teams_client_id:
        chats.add(_teams(settings, reception, words))
    return chats


def _telegram(settings: Settings, reception: FrontDesk, words: Words) -> Channel:
    from bot.channels import telegram  # whoever does without starts without its libraries

    chosen = telegram.TelegramSettings(
        settings.telegram_token.get_secret_value(),
        settings.telegram_library,
        settings.telegram_mode,
        settings.telegram_secret.get_secret_value(),
        settings.telegram_api,
        settings.webhook_url,
        settings.telegram_policy == "questions+referrals",
        settings.telegram_name,
    )
    return telegram.open(chosen, reception, words)


def _teams(settings: Settings, reception: FrontDesk, words: Words) -> Channel:
    from bot.channels import teams  # whoever does without starts without Microsoft's library

    chosen = teams.TeamsSettings(
        settings.teams_client_id,
        settings.teams_client_secret.get_secret_value(),
        settings.tenants,
        settings.teams_policy == "questions+referrals",
        settings.teams_secret_expires,
    )
    return teams.open(chosen, reception, words)
