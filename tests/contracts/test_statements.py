"""A turn reads what it looks at, and no more: how many statements each kind of turn sends to the database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from bot.storage.store import Store
from tests.contracts.house import ANNA, JONAS, desk, press, refer, say

NO_TABLE = re.compile(r"(?!INSERT|UPDATE|DELETE|SELECT\s.*\sFROM\s)", re.DOTALL)
"""What begins a transaction or takes a lock, and reads nothing."""


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """Yield the statements that are sent meanwhile."""
    sent: list[str] = []

    def note(*args: object) -> None:
        statement = str(args[2])
        if not NO_TABLE.match(statement):
            sent.append(statement)

    sa.event.listen(store.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(store.engine.sync_engine, "before_cursor_execute", note)


def tables_of(sent: list[str]) -> set[str]:
    """Return what was read."""
    return {line.partition("FROM ")[2].split()[0] for line in sent if line.startswith("SELECT")}


async def test_a_question_reads_no_referral(store: Store) -> None:
    """A plain question, in a talk that was under way: whoever asks it, and whatever they have sent."""
    turns = desk(store)
    await refer(turns)
    for person in (ANNA, JONAS):
        await say(turns, person, "hva er ips")
        with statements(store) as sent:
            said = await say(turns, person, "hva er ips")
        assert said.kind == "answer"
        assert len(sent) <= 6, sent
        assert tables_of(sent) == {"taken_update", "person"}  # the session is read with the person


async def test_a_step_of_a_dialog_reads_little(store: Store) -> None:
    """An answer to a question of the referral, before the summary looks for a post."""
    turns = desk(store)
    await say(turns, ANNA, "jeg vil henvise")
    for answer in ("ja", "ja", "ja"):
        with statements(store) as sent:
            said = await say(turns, ANNA, answer)
        assert said.kind == "dialog"
        assert len(sent) <= 10, sent
        assert "referral" not in tables_of(sent)


async def test_what_is_looked_at_is_read(store: Store) -> None:
    """The list of one's referrals reads them, each table once."""
    turns = desk(store)
    await refer(turns)
    with statements(store) as sent:
        said = await press(turns, ANNA, "referrals:")
    assert any("IPS-" in f"{reply.title} {reply.text}" for reply in said.replies)
    assert "referral" in tables_of(sent)
    assert len(sent) == len(set(sent)), sent
