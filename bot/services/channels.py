"""Puts chat channels together: the gateway they hand in to, and the outbox worker that sends for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import structlog

from bot.delivery.outbox_worker import OutboxWorker
from bot.domain.message.chat import ChannelSender
from bot.domain.message.message import Surface
from bot.domain.message.rate_limit import Rate
from bot.domain.ports.desk import Desk
from bot.domain.ports.health import FAILURES, Finding, Pulse
from bot.domain.ports.store import Clock
from bot.knowledge.base.entry import Words
from bot.services.mail import add_mail, mailer_of, outbox_worker
from bot.services.replicas import ThisReplica
from bot.settings import Settings
from bot.shell.gateway import InboundGateway
from bot.storage.store import Store

log = structlog.get_logger()

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
"""How long it takes until a channel that ended is begun again: twice as long each time, up to this."""

OUTBOX = "outbox"
RUNNING = "running"
"""The side of a channel that is its own work; see `Pulse`."""


class Channel(Protocol):
    """A chat channel that is set up: its sender, what may be done there, its routes, whether it works."""

    sender: ChannelSender
    surface: Surface
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
class ChannelRuntime:
    """Gateway and outbox worker of all chat channels. Channels are added before `run`."""

    gateway: InboundGateway
    outbox_worker: OutboxWorker
    channels: list[Channel]
    pulse: Pulse = field(default_factory=Pulse)
    """Whether the outbox worker itself works."""

    def add(self, channel: Channel) -> None:
        """Let a channel take part."""
        name = channel.sender.name
        self.outbox_worker.senders[name] = channel.sender
        self.gateway.senders[name] = channel.sender
        self.gateway.surfaces[name] = channel.surface
        if channel.surface is Surface.ALL:
            self.outbox_worker.tells.add(name)
        self.outbox_worker.pulses[name] = channel.pulse
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
        """Tell of each channel, and of what carries to them, whether it works now."""
        parts = {channel.sender.name: channel.pulse for channel in self.channels}
        if self.outbox_worker.senders:  # without a channel nobody waits for it
            parts[OUTBOX] = self.pulse
        return {name: not pulse.is_down for name, pulse in parts.items()}

    async def run(self, stop: asyncio.Event) -> None:
        """Let outbox worker and channels work until `stop`. One that ends before is begun again."""
        channels = (_kept_running(one.sender.name, one.run, one.pulse, stop) for one in self.channels)
        post = _kept_running(OUTBOX, self.outbox_worker.forever, self.pulse, stop)
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


def channel_runtime(
    settings: Settings,
    store: Store,
    desk: Desk,
    words: Words,
    clock: Clock,
    replica: ThisReplica | None = None,
) -> ChannelRuntime:
    """Return gateway and outbox worker, with the channels that the settings name."""
    here = replica or ThisReplica(store.replicas, clock, "")
    gateway = InboundGateway(
        desk=desk,
        accounts=store.accounts,
        words=words,
        clock=clock,
        surfaces={},
        link=settings.base_url,
        strangers=settings.strangers == "questions",
        senders={},
        rate=Rate(settings.rate_person),
    )
    worker = outbox_worker(store, words, clock, settings.letters_from)
    worker.workers = lambda: here.count
    if mailer := mailer_of(settings, words, clock):
        add_mail(worker, mailer)
    chats = ChannelRuntime(gateway, worker, [])
    if settings.telegram_token.get_secret_value():
        chats.add(_telegram(settings, gateway, words, here))
    if settings.teams_client_id:
        chats.add(_teams(settings, gateway, words))
    return chats


def _telegram(settings: Settings, gateway: InboundGateway, words: Words, replica: ThisReplica) -> Channel:
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
    return telegram.open(chosen, gateway, words, alone=partial(replica.alone, "telegram"))


def _teams(settings: Settings, gateway: InboundGateway, words: Words) -> Channel:
    from bot.channels import teams  # whoever does without starts without Microsoft's library

    chosen = teams.TeamsSettings(
        settings.teams_client_id,
        settings.teams_client_secret.get_secret_value(),
        settings.tenants,
        settings.teams_policy == "questions+referrals",
        settings.teams_secret_expires,
    )
    return teams.open(chosen, gateway, words)
