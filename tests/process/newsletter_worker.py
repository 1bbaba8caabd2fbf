"""What sends newsletters, as a process to be killed: a real store, and a chat that notes what it was told."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
from pathlib import Path

import structlog

from bot.delivery.newsletters import NewsletterPace, NewsletterSender
from bot.delivery.outbox_worker import OutboxWorker
from bot.delivery.retry import RetryPolicy
from bot.delivery.wording import worded
from bot.domain.message.chat import OutboundMessage
from bot.domain.message.pace import Limits
from bot.domain.ports.desk import Notice
from bot.knowledge.base.entry import Words
from bot.storage.store import Store
from tests.domain.making import directory

WORDS = Words(
    {
        lang: {"newsletter.issue": "{text}", "newsletter.unsubscribe": f"off {lang}"}
        for lang in ("nb", "nn", "en")
    }
)


class NotingChat:
    """Writes who was told what under which key, a line each, before it says that it was."""

    name = "telegram"

    def __init__(self, told: Path) -> None:
        self._told = os.open(told, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    async def carry(self, outbound: OutboundMessage, turn: object = None) -> str:
        """See ChannelSender."""
        text = outbound.reply.text if outbound.reply else ""
        os.write(self._told, f"{outbound.address.chat}\t{outbound.key}\t{text}\n".encode())
        return "1"


class WallClock:
    """See ports.Clock."""

    def now(self) -> dt.datetime:
        """See ports.Clock."""
        return dt.datetime.now(dt.UTC)


def work(address: str, told: Path) -> None:
    """Send until killed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(_work(address, told))


async def _work(address: str, told: Path) -> None:
    store, clock = Store(address, directory()), WallClock()
    units = lambda reading: store.sweep_unit(reading=reading)  # noqa: E731 - as the composition root does
    sender = NewsletterSender(units, clock, NewsletterPace(batch=100, waiting=60, pause_s=0.01, idle_s=0.05))

    def in_words(news: object, lang: str) -> Notice:
        return worded(WORDS, news, lang)  # type: ignore[arg-type]

    worker = OutboxWorker(
        outbox=store.outbox_store,
        accounts=store.accounts,
        senders={"telegram": NotingChat(told)},
        clock=clock,
        worded=in_words,
        retry=RetryPolicy(look=0.05, lease=dt.timedelta(seconds=1)),
        limits=Limits(chat_every_s=0.0, group_a_minute=1000, all_a_second=1000),
    )
    await asyncio.gather(sender.forever(asyncio.Event()), worker.forever(asyncio.Event()))
