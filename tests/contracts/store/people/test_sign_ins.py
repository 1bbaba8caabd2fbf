"""What a store keeps of accounts and sessions on the web; SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.domain.person import invitation
from bot.domain.person.person import Person, Role
from bot.domain.person.sign_in import Account, Part, digest
from bot.storage.store import Store
from tests.contracts.store.test_store import ANNA, JONAS, know
from tests.domain.making import NOW

CODE = "K7F3-QXM9"
DAY = dt.timedelta(days=1)
ACCOUNT = Account(digest("account", "x"), digest("sid", "1"), "Anna Ås", NOW)


async def invited(store: Store, person: str, code: str = CODE) -> None:
    """Invite a person."""
    assert await store.accounts.invite(person, invitation.digest(code), NOW + DAY)


async def test_an_account_becomes_somebodys_by_a_code(store: Store) -> None:
    """Once, in time, and only who was invited; it is on record."""
    await know(store, ANNA, JONAS)
    assert await store.sign_ins.begin(ACCOUNT, "t", NOW) is None
    assert not await store.sign_ins.attach(ACCOUNT, CODE, NOW)
    await invited(store, "anna")
    assert not await store.sign_ins.attach(ACCOUNT, CODE, NOW + 2 * DAY)
    assert await store.sign_ins.attach(ACCOUNT, CODE, NOW)
    assert not await store.sign_ins.attach(replace(ACCOUNT, subject="other"), CODE, NOW)
    begun = await store.sign_ins.begin(ACCOUNT, "t", NOW)
    assert (begun and begun.id) == "anna"
    last = (await store.rows("audit"))[-1]
    assert (last["person"], last["action"], last["thing"]) == ("anna", "person.linked", "web")


async def test_a_session_is_of_now(store: Store) -> None:
    """It gives back its times, and the person as they are now; used and ended by its token alone."""
    await know(store, ANNA)
    await invited(store, "anna")
    await store.sign_ins.attach(ACCOUNT, CODE, NOW)
    await store.sign_ins.begin(ACCOUNT, "t", NOW)
    await store.sign_ins.used("t", NOW + DAY)
    await store.sign_ins.used("x", NOW)
    await know(store, replace(ANNA, role=Role.COORDINATOR, service=None))
    session = await store.sign_ins.session("t")
    assert session is not None
    assert (session.begun_at, session.seen_at, session.proved_at) == (NOW, NOW + DAY, NOW)
    assert session.person.role is Role.COORDINATOR
    assert await store.sign_ins.session("x") is None
    await store.sign_ins.end("t")
    assert await store.sign_ins.session("t") is None


async def test_sessions_end_by_account_sign_in_and_person(store: Store) -> None:
    """Each way ends just those that it names."""
    await know(store, ANNA)
    await invited(store, "anna")
    await store.sign_ins.attach(ACCOUNT, CODE, NOW)
    other = replace(ACCOUNT, sid="another")
    for token, account in (("a", ACCOUNT), ("b", other), ("c", ACCOUNT)):
        await store.sign_ins.begin(account, token, NOW)
    assert await store.sign_ins.end_account("", "") == 0
    assert await store.sign_ins.end_account("somebody else", ACCOUNT.sid) == 0
    assert await store.sign_ins.end_account(ACCOUNT.subject, ACCOUNT.sid) == 2
    assert await store.sign_ins.session("b") is not None
    assert await store.sign_ins.end_account(ACCOUNT.subject, "") == 1
    await store.sign_ins.begin(ACCOUNT, "d", NOW)
    assert await store.sign_ins.end_person("anna") == 1


async def test_groups_say_who_one_is(store: Store) -> None:
    """A new account makes a person; a known one stays theirs, with the part that its groups have now."""
    part = Part(Role.CLINICIAN, "oyane-dps-allmenn")
    new = await store.sign_ins.begin(replace(ACCOUNT, part=part), "t", NOW)
    assert new == Person(f"p-{ACCOUNT.subject[:16]}", part.role, part.service, None, "Anna Ås")
    again = await store.sign_ins.begin(replace(ACCOUNT, part=Part(Role.COORDINATOR)), "u", NOW)
    assert again is not None
    assert (again.id, again.role, again.service) == (new and new.id, Role.COORDINATOR, None)
    acts = [row["action"] for row in await store.rows("audit")]
    assert acts == ["person.role", "person.service"]
