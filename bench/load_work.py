"""python -m bench.load_work KIND ADDRESS SECONDS NUMBER: one process of bench.load. Prints JSON."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from aiogram import Bot, Dispatcher
from aiogram.types import Message

from bench.telegram import TOKEN, NoNetwork, update
from bot import app as house
from bot.domain.message.message import Inbound
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import FAULT
from bot.settings import read
from bot.storage.database import open_engine

KINDS = {
    "peer": "aiogram and one row, committed",
    "questions": "a question asked before",
    "dialog": "a step of the referral dialog",
    "people": "250 people a process, every 10 s",
}
AT_ONCE = 8
"""People who talk at the same time, each waiting for the answer before the next turn."""

WARM = 80
"""Turns of one person before anything is measured: every question has been asked after every other."""

PEOPLE, EVERY_S, NEW = 250, 10.0, 0.3
QUESTIONS = ("hva er ips", "kem kan tilvisast?", "what may I tell the job specialist", "venteliste ips")
NEW_WORDS = ("jobb", "samtykke", "Nav", "venting", "journal", "møte", "arbeidsgiver", "behandler", "praksis")
ANSWERS = ("ja", "ja", "ja", "over 18", "nei", "ja", "det som er viktig for jobb", "nei", "muntlig", "i dag")

Turn = Callable[[], Awaitable[bool]]
"""Takes one turn of somebody; tells whether it went well."""


@asynccontextmanager
async def peer(address: str, number: int) -> AsyncIterator[list[Turn]]:
    """Yield people who write to a bare bot."""
    engine = open_engine(address)
    kept = sa.Table(
        "peer_echo",
        sa.MetaData(),
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("said", sa.Text),
    )
    async with engine.begin() as connection:
        await connection.execute(sa.schema.CreateTable(kept, if_not_exists=True))
    dispatcher, bot, numbers = Dispatcher(), Bot(TOKEN, NoNetwork()), itertools.count(1 + number * 10**9)

    @dispatcher.message()
    async def echo(message: Message) -> None:
        async with engine.begin() as connection:
            await connection.execute(kept.insert().values(id=next(numbers), said=message.text))
        await message.answer(message.text or "")

    async def turn() -> bool:
        raw: dict[str, Any] = json.loads(update(next(numbers), "hva er ips"))
        await dispatcher.feed_raw_update(bot, raw)
        return True

    yield [turn] * AT_ONCE
    await engine.dispose()


@asynccontextmanager
async def people(
    address: str, number: int, count: int, said: Callable[[random.Random], AsyncIterator[str]]
) -> AsyncIterator[list[Turn]]:
    """Yield clinicians who talk to the assistant; `said` is what one of them types, one after the other."""
    app = house.build(read(database=address, log_level="error", rate_person=0))
    numbers = itertools.count()

    def one(index: int) -> Turn:
        who = Person(f"p{number}-{index}", Role.CLINICIAN, service="oyane-dps-allmenn")
        lines = said(random.Random(number * 1000 + index))

        async def turn() -> bool:
            text = await anext(lines)
            told = await app.turns.take("load", f"{number}-{next(numbers)}", who, Inbound("", text=text))
            return told.kind != FAULT

        return turn

    yield [one(index) for index in range(count)]
    await app.store.close()


async def asked_before(chance: random.Random) -> AsyncIterator[str]:
    """Yield the same few questions again and again."""
    while True:
        yield chance.choice(QUESTIONS)


async def steps(chance: random.Random) -> AsyncIterator[str]:
    """Yield what leads to the summary of a referral, and back out of it."""
    while True:
        yield "jeg vil henvise"
        for answer in ANSWERS:
            yield answer
        yield "avbryt"


async def mixed(chance: random.Random) -> AsyncIterator[str]:
    """Yield questions and steps of a dialog; three in ten are worded as nobody has before."""
    walk = steps(chance)
    while True:
        if chance.random() < NEW:
            yield f"hva med {' '.join(chance.sample(NEW_WORDS, 3))} {chance.randrange(10**6)}"
        elif chance.random() < 0.5:
            yield chance.choice(QUESTIONS)
        else:
            yield await anext(walk)


async def worked(turns: list[Turn], seconds: float, every: float = 0.0) -> dict[str, Any]:
    """Let everybody talk for so long, each after the other's answer or at most once in `every` seconds."""
    until, took, faults = time.perf_counter() + seconds, [], 0

    async def talk(turn: Turn, first: float) -> None:
        nonlocal faults
        await asyncio.sleep(first)
        while (began := time.perf_counter()) < until:
            faults += not await turn()
            took.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(max(0.0, every - (time.perf_counter() - began)))

    began = time.perf_counter()
    await asyncio.gather(*(talk(turn, every * n / len(turns)) for n, turn in enumerate(turns)))
    return {"turns": len(took), "seconds": time.perf_counter() - began, "ms": took, "faults": faults}


async def main(kind: str, address: str, seconds: float, number: int) -> None:
    """Say that all is ready, begin when told so, print what was done."""
    opened = {
        "peer": lambda: peer(address, number),
        "questions": lambda: people(address, number, AT_ONCE, asked_before),
        "dialog": lambda: people(address, number, AT_ONCE, steps),
        "people": lambda: people(address, number, PEOPLE, mixed),
    }[kind]()
    async with opened as turns:
        for _ in range(WARM):
            await turns[0]()
        print("ready", flush=True)
        sys.stdin.readline()
        print(json.dumps(await worked(turns, seconds, EVERY_S if kind == "people" else 0.0)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])))
