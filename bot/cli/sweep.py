"""python -m bot sweep: reminders and e-mail."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Annotated

import typer

from bot import __version__, tracing
from bot.cli.common import NO_DATABASE, Database, open_store, stop, worker
from bot.domain.ports.store import StoreFault

if TYPE_CHECKING:
    from bot.app import Sweeper


def sweep(
    once: Annotated[bool, typer.Option("--once", help="Sweep one time and end.")] = False,
    database: Database = None,
) -> None:
    """Send reminders and e-mail, beside the web chat or in its place; it may be killed at any moment."""
    asyncio.run(_sweep(worker(database), once=once))


async def _sweep(worker: Sweeper, *, once: bool) -> None:
    tracing.configure(worker.settings.otlp, __version__)
    await open_store(worker)
    ending = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, ending.set)
    try:
        if once:
            typer.echo(f"E-mails sent: {await worker.sweep.once()}")
        else:
            await worker.sweep.forever(ending)
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault))
    finally:
        await worker.store.close()
        await asyncio.to_thread(tracing.close)
