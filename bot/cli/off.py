"""python -m bot off, and on: the switch for the whole service."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Annotated

import typer

from bot.cli.common import NO_DATABASE, Database, Records, open_store, records, stop
from bot.domain.ports.store import StoreFault
from bot.domain.turn.off import LONGEST_REASON, Off
from bot.domain.turn.outcome import Effect, SwitchOff, SwitchOn


def off(
    reason: Annotated[
        str, typer.Argument(help="Why, in a sentence that everybody reads: no names, nothing about anybody.")
    ],
    database: Database = None,
) -> None:
    """Switch the assistant off in all channels; people are told why and where to turn. See also: on."""
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        stop(f"Say why in 1 to {LONGEST_REASON} characters: everybody who writes reads it.")
    from bot import safety

    if safety.identifying(said):
        stop("The reason seems to tell who somebody is. Everybody reads it: say it without.")
    _switch(records(database), SwitchOff(said))
    typer.echo(
        "The assistant is off in all channels within a second or two. Danger is still answered, reminders and"
        " e-mails still go out. Switch it on again with: python -m bot on"
    )


def on(database: Database = None) -> None:
    """Switch the assistant on again."""
    was = _switch(records(database), SwitchOn())
    typer.echo(
        f"The assistant is on again. It was off since {was.since:%d.%m.%Y %H:%M} UTC." if was else IS_ON
    )


IS_ON = "The assistant is on already."


def _switch(place: Records, effect: Effect) -> Off | None:
    """Write the effect; return how it stood before."""

    async def go() -> Off | None:
        await open_store(place)
        try:
            before = await place.store.off()
            await place.store.apply([effect], dt.datetime.now(dt.UTC))
        finally:
            await place.store.close()
        return before

    try:
        return asyncio.run(go())
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault))
