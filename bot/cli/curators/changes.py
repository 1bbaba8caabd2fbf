"""python -m bot kb measure and take-in: what a proposed change would do, and writing it into the files."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import NO_DATABASE, Database, open_store, settings_of, stop
from bot.domain.curating.change import Effect, Stage
from bot.domain.ports.store import StoreFault
from bot.domain.turn.outcome import Audit, DecideChange, MeasureChange

if TYPE_CHECKING:
    from bot.app import Curator
    from bot.domain.curating.change import KbChange
    from bot.settings import Settings

Number = Annotated[int, typer.Argument(help="Number of the change.")]

NICE = 19
"""The last of all: an answer in the chat goes first."""


def measure(
    number: Annotated[int | None, typer.Argument(help="Number of the change; without: all new ones.")] = None,
    database: Database = None,
) -> None:
    """Tell what proposed changes would do to all other questions: a minute for each."""
    from bot.app import curator

    os.nice(NICE)
    settings = settings_of(database=database)
    worker = curator(settings)

    async def go() -> None:
        for change in await _changes(worker, Stage.PROPOSED if number is None else None):
            if number in {None, change.number}:
                await worker.store.apply([measured(settings, change)], dt.datetime.now(dt.UTC))
                typer.echo(str(change.number))
        await worker.store.close()

    asyncio.run(go())


def take_in(number: Number, database: Database = None, lang: str = "nb") -> None:
    """Write an accepted change into the files of the knowledge base. It holds from the next start."""
    from bot.app import curator
    from bot.domain.audit.entry import AuditAction
    from bot.knowledge.curating import workspace

    settings = settings_of(database=database)
    worker = curator(settings)

    async def go() -> None:
        found = await _changes(worker, Stage.ACCEPTED)
        change = next((one for one in found if one.number == number), None)
        if change is None:
            stop(worker.words.say(lang, "curating.gone"), 1)
        try:
            files = workspace.take_in(settings.knowledge, change.proposal, change.patch, dt.date.today())
        except workspace.NotTakenIn as fault:
            stop(worker.words.say(lang, "curating.not_taken_in", why=str(fault)), 1)
        act = Audit("", AuditAction.TEXT_TAKEN_IN, change.proposal.topic)
        await worker.store.apply([DecideChange(number, Stage.TAKEN_IN, ""), act], dt.datetime.now(dt.UTC))
        await worker.store.close()
        for file in files:
            typer.echo(file)

    asyncio.run(go())


async def _changes(worker: Curator, stage: Stage | None) -> tuple[KbChange, ...]:
    await open_store(worker)
    try:
        return await worker.store.kb_changes(stage)
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault))


def measured(settings: Settings, change: KbChange) -> MeasureChange:
    """Return what a change looks like and would do. A change that cannot be made says so as its fault."""
    from bot.knowledge.curating import workspace
    from bot.knowledge.curating.edits import CannotEdit
    from bot.knowledge.scaffold import CannotScaffold

    try:
        drawn = workspace.draw(settings.knowledge, change.proposal, dt.date.today())
    except (CannotEdit, CannotScaffold) as fault:
        return MeasureChange(change.number, "", Effect(0, faults=(str(fault),)))
    return MeasureChange(change.number, drawn.patch, _effect(settings, change, drawn.faults))


def _effect(settings: Settings, change: KbChange, faults: tuple[str, ...]) -> Effect:
    from bot import app
    from bot.knowledge.search import effects
    from bot.knowledge.search.training import TrainingLine

    topic = change.proposal.topic
    fresh = [TrainingLine(text, topic, lang, own=True) for text, lang in change.proposal.questions]
    if not fresh:
        return Effect(0, faults=faults)
    parts = app.know(settings).search.parts  # type: ignore[attr-defined]
    moved, own = effects.of(parts, fresh)
    return Effect(len(parts.lines), moved, own, faults)
