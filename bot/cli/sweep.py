"""python -m bot sweep, and people: reminders and e-mail."""

from __future__ import annotations

import asyncio
import re
import signal
from typing import Annotated, Any

import typer

from bot.cli.common import NO_DATABASE, Database, open_store, settings_of, stop
from bot.domain.ports import StoreFault

people = typer.Typer(help="Look after the people who use the assistant.", no_args_is_help=True)

ADDRESS = re.compile(r"[^@\s<>,;:\"()\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def sweep(
    once: Annotated[bool, typer.Option("--once", help="Sweep one time and end.")] = False,
    database: Database = None,
) -> None:
    """Send reminders and e-mail, beside the web chat or in its place; it may be killed at any moment."""
    asyncio.run(_sweep(_worker(database), once=once))


async def _sweep(worker: Any, *, once: bool) -> None:
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


@people.command("email")
def people_email(
    person: Annotated[str, typer.Argument(help="Whose, for instance jonas.")],
    address: Annotated[str, typer.Argument(help='The address at work; "" for none.')],
    database: Database = None,
) -> None:
    """Write where somebody gets e-mail when news is not read in the chat."""
    if address and not ADDRESS.fullmatch(address):
        stop(f"{address} is no e-mail address.")
    worker = _worker(database)

    async def go() -> bool:
        await open_store(worker)
        found = await worker.store.set_email(person, address or None)
        await worker.store.close()
        return bool(found)

    if not asyncio.run(go()):
        stop(f"Nobody is known as {person}. People are known from their first visit on.")
    typer.echo(f"{person}: {address or 'no e-mail'}")


def _worker(database: str | None) -> Any:
    from bot.app import sweeper
    from bot.knowledge.check_fault import KnowledgeFaults

    try:
        return sweeper(settings_of(database=database))
    except KnowledgeFaults as faults:
        stop(f"The knowledge base has faults; mend them (python -m bot kb check):\n{faults}")
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault))
