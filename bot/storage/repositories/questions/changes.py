"""Changes of the texts: proposed, measured, decided on. Nothing skips a stage."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.curating.change import NEXT, Effect, KbChange, Kind, Moved, Proposal, Stage
from bot.domain.turn.outcome import DecideChange, MeasureChange, ProposeChange, SettleUnanswered
from bot.storage.repositories.questions import unanswered
from bot.storage.schema import tables
from bot.storage.schema.curating_tables import kb_change


async def propose(connection: AsyncConnection, effect: ProposeChange, at: dt.datetime) -> None:
    """Write a proposal. The same one twice, while it is open, is one."""
    what = effect.proposal
    row = {
        "kind": what.kind.value,
        "topic": what.topic,
        "texts": dict(what.texts),
        "groups": list(what.groups),
    }
    t = kb_change
    same = (t.c.kind == row["kind"], t.c.topic == what.topic, t.c.stage.in_([Stage.PROPOSED, Stage.MEASURED]))
    for known in await connection.execute(sa.select(t.c.texts).where(*same)):
        if known.texts == row["texts"]:
            return
    written = {
        **row,
        "by_person": effect.by,
        "at": at,
        "stage": Stage.PROPOSED,
        "patch": "",
        "decided_by": "",
    }
    await connection.execute(t.insert().values(**written))


async def measured(connection: AsyncConnection, effect: MeasureChange, at: dt.datetime) -> None:
    """Write what a change looks like and would do, unless it is decided on already."""
    values = {"stage": Stage.MEASURED, "patch": effect.patch, "effect": asdict(effect.effect)}
    await connection.execute(_on_its_way(effect.number, Stage.MEASURED).values(**values))


async def decide(connection: AsyncConnection, effect: DecideChange, at: dt.datetime) -> None:
    """Write a decision. With an accepted change the questions that it answers are dealt with."""
    values = {"stage": effect.stage, "decided_by": effect.by, "decided_at": at}
    if effect.stage is Stage.TAKEN_IN:
        values = {"stage": effect.stage}  # who accepted it is who answers for it
    done = await connection.execute(_on_its_way(effect.number, effect.stage).values(**values))
    if done.rowcount and effect.stage is Stage.ACCEPTED:
        t = kb_change
        groups = (await connection.execute(sa.select(t.c.groups).where(t.c.number == effect.number))).scalar()
        for number in groups or ():
            await unanswered.settle(connection, SettleUnanswered(number), at)


def _on_its_way(number: int, to: Stage) -> sa.Update:
    """Return an update that meets the row only from a stage before this one."""
    before = [stage for stage, after in NEXT.items() if to in after]
    return kb_change.update().where(kb_change.c.number == number, kb_change.c.stage.in_(before))


async def read(connection: AsyncConnection, most: int, stage: Stage | None = None) -> tuple[KbChange, ...]:
    """Return the newest changes first, of one stage or of all, with the names of those who made them."""
    t, by, decided = kb_change, tables.person.alias(), tables.person.alias()
    joined = t.outerjoin(by, by.c.id == t.c.by_person).outerjoin(decided, decided.c.id == t.c.decided_by)
    query = sa.select(t, by.c.name.label("name"), decided.c.name.label("decider")).select_from(joined)
    if stage is not None:
        query = query.where(t.c.stage == stage)
    rows = await connection.execute(query.order_by(t.c.number.desc()).limit(most))
    return tuple(_change(row) for row in rows.mappings())


async def waiting(connection: AsyncConnection) -> tuple[int, int]:
    """Return how many different questions stand without an answer, and how many changes wait."""
    u, t = tables.unanswered, kb_change
    groups = await connection.execute(sa.select(sa.func.count(sa.distinct(u.c.same))))
    undecided = t.c.stage.in_([Stage.PROPOSED, Stage.MEASURED])
    open_ = await connection.execute(sa.select(sa.func.count()).select_from(t).where(undecided))
    return groups.scalar_one(), open_.scalar_one()


def _change(row: Any) -> KbChange:
    what = Proposal(Kind(row["kind"]), row["topic"], row["texts"], tuple(row["groups"]))
    return KbChange(
        number=row["number"],
        proposal=what,
        by=row["name"] or row["by_person"],
        at=row["at"],
        stage=Stage(row["stage"]),
        patch=row["patch"],
        effect=_effect(row["effect"]),
        decided_by=row["decider"] or row["decided_by"],
        decided_at=row["decided_at"],
    )


def _effect(kept: dict[str, Any] | None) -> Effect | None:
    if kept is None:
        return None
    moved, own = (tuple(Moved(**one) for one in kept[name]) for name in ("moved", "own"))
    return Effect(kept["questions"], moved, own, tuple(kept["faults"]))
