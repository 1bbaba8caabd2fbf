"""`python -m bot`, which believes sooner that another one is dead: what it held is free after three seconds.

Else each kill would cost the next one 20 seconds until it may fetch, and half a minute until it may send
what was in hand. The code is the program's own; only how long it waits is not.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace

from bot.__main__ import cli
from bot.delivery.outbox_worker import OutboxWorker
from bot.domain.ports.store import Clock
from bot.knowledge.base.entry import Words
from bot.services import channels, replicas
from bot.services.mail import outbox_worker
from bot.storage.store import Store
from tests.process.with_teams import believe_the_fake

HELD = dt.timedelta(seconds=3)


def impatient(store: Store, words: Words, clock: Clock, letters_from: str = "") -> OutboxWorker:
    """Return the worker on the outbox; see bot.services.mail."""
    worker = outbox_worker(store, words, clock, letters_from)
    worker.retry = replace(worker.retry, lease=HELD)
    return worker


if __name__ == "__main__":
    replicas.LEASE, replicas.RENEW_S = HELD, 0.5
    channels.outbox_worker = impatient  # type: ignore[attr-defined]
    if "FAKE_TEAMS" in os.environ:
        believe_the_fake()
    cli()
