"""kill -9 while a newsletter goes to 5,000 subscribers, stopped and resumed: nothing lost or doubled."""

from __future__ import annotations

import asyncio
import datetime as dt
import multiprocessing
from collections import Counter
from pathlib import Path

import sqlalchemy as sa

from bot.domain.news.newsletter import Move, Phase
from bot.domain.turn.notice import NoticeKind
from bot.domain.turn.outcome import MoveNewsletter, WriteNewsletter
from bot.storage.database import transaction
from bot.storage.schema import news_tables, tables
from bot.storage.store import Store
from tests.deep import chance_of, deep
from tests.domain.making import directory
from tests.process.newsletter_worker import work

READERS = 5_000
IN_CHAT = 250
"""Readers with a chat; the others read in the page."""
KILLS = deep(6, 40)
LANGS = ("nb", "nn", "en")
HANGS_S = 300


async def written(store: Store) -> None:
    """Write subscribers in three languages, some with a chat, and a newsletter that begins to go out."""
    now = dt.datetime.now(dt.UTC)
    ids = [f"p{n:04}" for n in range(READERS)]
    people = [{"id": i, "role": "clinician", "name": "", "lang": LANGS[n % 3]} for n, i in enumerate(ids)]
    account = {"channel": "telegram", "address": {"group": False, "place": {}}, "used_at": now}
    chats = ids[:: READERS // IN_CHAT]
    async with transaction(store.engine) as connection:
        await connection.execute(tables.person.insert(), people)
        await connection.execute(
            news_tables.subscriber.insert(), [{"person": i, "since": now, "told": 0} for i in ids]
        )
        await connection.execute(
            tables.account.insert(),
            [{**account, "channel_user": i, "person": i, "chat": i, "left_at": None} for i in chats],
        )
        await connection.commit()
    texts = [WriteNewsletter(lang, f"# {lang}\nHei **alle**") for lang in LANGS]
    await store.apply([*texts, MoveNewsletter(1, Move.SEND)], now)


async def state(store: Store) -> tuple[str, int, int]:
    """Return where the newsletter stands: its phase, how many have it in the post, how many chats wait."""
    n, p = news_tables.newsletter, tables.outbound
    async with transaction(store.engine, reading=True) as connection:
        row = (await connection.execute(sa.select(n.c.phase, n.c.told))).one()
        query = sa.select(sa.func.count()).select_from(p).where(p.c.done_at.is_(None))
        return row.phase, row.told, int((await connection.execute(query)).scalar_one())


async def gone_on(store: Store) -> None:
    """Wait until more readers have it in the post than now, or all have."""
    before = await state(store)
    async with asyncio.timeout(HANGS_S):
        while (now := await state(store))[1] == before[1] and now[0] == Phase.SENDING:
            await asyncio.sleep(0.02)


async def all_is_told(store: Store) -> None:
    """Wait until it is sent and no chat waits."""
    async with asyncio.timeout(HANGS_S):
        while (now := await state(store))[0] != Phase.SENT or now[2]:
            await asyncio.sleep(0.2)


async def test_killed_stopped_and_resumed(address: str, tmp_path: Path, counted: list[str]) -> None:
    """Each of 5,000 has it once in the post; each chat was told once, or again under the same key."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.process.newsletter_worker"])
    store, told, chance = Store(address, directory()), tmp_path / "told", chance_of(19)
    await written(store)
    halfway = 0
    stopped_at = 0
    for round_ in range(KILLS):
        process = context.Process(target=work, args=(address, told), daemon=True)
        process.start()
        await gone_on(store)
        await asyncio.sleep(chance.uniform(0, 0.1))
        if round_ == KILLS - 1:  # and it is killed after that
            await store.apply([MoveNewsletter(1, Move.STOP)], dt.datetime.now(dt.UTC))
            stopped_at = (await state(store))[1]
        process.kill()
        await asyncio.to_thread(process.join)
        halfway += 0 < (await state(store))[1] < READERS
    assert (await state(store))[:2] == (Phase.STOPPED, stopped_at), "stopped is stopped"
    await store.apply([MoveNewsletter(1, Move.RESUME)], dt.datetime.now(dt.UTC))
    last = context.Process(target=work, args=(address, told), daemon=True)
    last.start()
    await all_is_told(store)
    last.kill()
    last.join()
    rows = [row for row in await store.rows("outbox") if row["text_key"] == NoticeKind.NEWSLETTER]
    assert Counter(row["person"] for row in rows) == {f"p{n:04}": 1 for n in range(READERS)}
    assert (await state(store))[1] == READERS
    await store.close()
    lines = [line.split("\t") for line in told.read_text().splitlines() if line.startswith("p")]
    keys = {(chat, key) for chat, key, *_ in lines}
    assert Counter(chat for chat, _ in keys) == {f"p{n:04}": 1 for n in range(0, READERS, READERS // IN_CHAT)}
    assert all(text == LANGS[int(chat[1:]) % 3] for chat, _, text in lines)
    assert halfway, "it was never killed on the way"
    kind, again = address.partition("+")[0], len(lines) - len(keys)
    counted.append(
        f"newsletter on {kind}: {KILLS} kills ({halfway} on the way), stopped and resumed; "
        f"{READERS:,} readers, 0 lost, 0 doubled; {again} of {len(keys)} chats told again under one key"
    )
