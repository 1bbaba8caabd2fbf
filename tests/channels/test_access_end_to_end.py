"""The access matrix through the real turns and over HTTP: a refusal tells nothing, and is on record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.domain.organisation.access import Permission
from bot.domain.person.person import Capability, Person, Role
from bot.domain.ports.store import Said
from bot.domain.turn.outcome import OpenReferral
from bot.services.exports import Exports
from bot.storage.store import Store
from tests.contracts.house import StandingClock, desk, press, say
from tests.domain.making import NOW, directory, referral
from tests.domain.organisation.access_matrix import SERVICE, TABLE, Cell, cells, rights
from tests.fakes.databases import sqlite_file
from tests.handlers.talk import knowledge
from tests.handlers.talk import say as words

CODE, NONE = "IPS-7K3F", "IPS-ZZZ9"
PRESSES = {
    Permission.SEE: "referrals:{}",
    Permission.TALK: "contact:{}",
    Permission.HANDLE: "handle:{}:1:accept:yes",
    Permission.NARROW: "narrow:{}",
    Permission.CANCEL: "end:{}:cancel:yes",
    Permission.WITHDRAW: "end:{}:withdraw:yes",
}
UNKNOWN = words("nb", "referrals.unknown")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty database."""
    made = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    yield made
    await made.close()


async def fill(store: Store, cell: Cell) -> None:
    """Write the cell's referral."""
    async with store.unit() as unit:
        await unit.apply((OpenReferral(referral(code=CODE, clinician=cell.author, post=cell.post)),), NOW)
        await unit.commit()


async def recorded(store: Store) -> list[tuple[str, str, str]]:
    """Return who did what to which thing, by the audit trail."""
    return [(row["person"], row["action"], row["thing"]) for row in await store.rows("audit")]


def shape(said: Said) -> tuple[object, ...]:
    """Return all that a person gets to see of an answer."""
    return (said.replies, said.kind, said.erase, said.lang)


@pytest.mark.parametrize("cell", [c for c in cells() if c.permission in PRESSES], ids=str)
async def test_a_press(store: Store, cell: Cell) -> None:
    """What is allowed is done; a refusal looks like one for a code that does not exist, and is on record."""
    await fill(store, cell)
    before = await store.referral(CODE)
    said = await press(desk(store), cell.person, PRESSES[cell.permission].format(CODE))
    if cell.allowed:
        assert UNKNOWN not in [reply.text for reply in said.replies]
        assert CODE in str(said.replies)
        assert not [row for row in await recorded(store) if row[1] == "denied"]
        return
    none = await press(desk(store), cell.person, PRESSES[cell.permission].format(NONE))
    assert shape(said) == shape(none)
    assert [reply.text for reply in said.replies] == [UNKNOWN]
    assert await store.referral(CODE) == before
    assert await store.rows("outbox") == []
    assert await recorded(store) == [(cell.person.id, "denied", CODE), (cell.person.id, "denied", NONE)]


@pytest.mark.parametrize("cell", [c for c in cells() if c.permission is Permission.SEE], ids=str)
async def test_a_typed_code(store: Store, cell: Cell) -> None:
    """Typing the code shows the referral to those who may see it, with an entry for each look."""
    await fill(store, cell)
    said, none = [await say(desk(store), cell.person, code) for code in (CODE, NONE)]
    looks = [row for row in await recorded(store) if row[1] == "referral.read"]
    assert (said.replies[0].title == CODE) is cell.allowed
    assert (shape(said) == shape(none)) is not cell.allowed
    assert looks == ([(cell.person.id, "referral.read", CODE)] if cell.allowed else [])


async def get(store: Store, person: Person, path: str) -> httpx.Response:
    """Fetch a path as somebody who has logged in."""
    exports = Exports(store, directory(), StandingClock())
    settings = WebSettings("a secret")
    app = create(desk(store), knowledge().base.words, [person], settings, directory(), exports=exports)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        await client.post("/login", data={"person": person.id})
        return await client.get(f"/u/{person.id}/api/{path}")


@pytest.mark.parametrize("cell", [c for c in cells() if c.permission is Permission.EXPORT], ids=str)
async def test_an_export(store: Store, cell: Cell) -> None:
    """Over HTTP the same: a bundle, or the one refusal, byte for byte; each is on record."""
    await fill(store, cell)
    real, none = [await get(store, cell.person, f"referrals/{code}/fhir") for code in (CODE, NONE)]
    assert (real.status_code, none.status_code) == (200 if cell.allowed else 404, 404)
    assert ((real.content, dict(real.headers)) == (none.content, dict(none.headers))) is not cell.allowed
    act = "referral.export" if cell.allowed else "denied"
    assert await recorded(store) == [(cell.person.id, act, CODE), (cell.person.id, "denied", NONE)]


@pytest.mark.parametrize("role", Role)
async def test_rights_of_the_house(store: Store, role: Role) -> None:
    """Each right of the house is for its roles, through the real turns; a no is recorded."""
    has = {right for who, right, yes in rights() if who is role and yes}
    person = Person("x", role, service=SERVICE, post="dps-general")
    turns = desk(store)
    refers = (await press(turns, person, "refer:")).dialog is not None
    oversees = words("nb", "overview.faults") in [
        r.title for r in (await press(turns, person, "referrals:")).replies
    ]
    reviews = (await press(turns, person, "audit:")).replies[0].title == words("nb", "audit.title")
    asked = (await press(turns, person, "team_channel:")).replies[0]
    connects = asked.text != words("nb", "team_channel.not_for_you")
    table = (await get(store, person, "referrals.csv")).status_code == 200
    seen = {Capability.REFER: refers, Capability.OVERSEE: oversees, Capability.REVIEW: reviews, TABLE: table}
    seen[Capability.CONNECT] = connects
    assert seen == {right: right in has for right in seen}
    denied = {thing for _, act, thing in await recorded(store) if act == "denied"}
    refused = {Capability.REFER, Capability.REVIEW, Capability.CONNECT} - has | (
        set() if table else {"referral.csv"}
    )
    assert denied - {"follow_own"} == refused
    assert ("follow_own" in denied) is not bool(
        has & {Capability.FOLLOW_OWN, Capability.HANDLE, Capability.OVERSEE}
    )
