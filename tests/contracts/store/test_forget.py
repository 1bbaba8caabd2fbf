"""Somebody asks to be deleted: afterwards nothing in the database leads to them, on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.case.referral import State
from bot.domain.message.chat import Address, InboundUpdate, ReplyTo
from bot.domain.message.message import Inbound
from bot.domain.person import invitation
from bot.domain.person.availability import Absence, PhoneHours
from bot.domain.person.person import Person, Role
from bot.domain.person.pseudonym import former_role
from bot.domain.person.roster import Member
from bot.domain.person.sign_in import Account
from bot.domain.ports.store import Said, StoreFault
from bot.domain.retention import KEPT, OnDeletion
from bot.domain.turn.notice import NoticeKind, Notify
from bot.domain.turn.outcome import Admit, Audit, ForgetPerson, OpenInquiry, SetAbsence, SetPhoneHours
from bot.shell.turns import Turns, own
from bot.storage.database import transaction
from bot.storage.schema import tables
from bot.storage.store import Store
from tests.contracts.house import JONAS, button, desk, press, refer, say
from tests.contracts.store.news_rows import write_news
from tests.domain.making import NOW, TODAY, inquiry
from tests.handlers.talk import say as words

SOLVEIG = Person("sx7-loginid", Role.CLINICIAN, service="oyane-dps-allmenn", name="Sølvi Prøvesen")
EMAIL = "solvi.provesen@example.org"
CHAT = "chat-of-solveig-4711"
SIGNS = (SOLVEIG.id, SOLVEIG.name, EMAIL, CHAT)
KARI = Person("kari", Role.COORDINATOR, name="Kari")
METTE = Person("mette", Role.METHOD_SUPERVISOR, post="dps-supervisor", name="Mette")


async def everything(store: Store) -> str:
    """Return every row of every table as text, JSON columns as they are read."""
    lines = []
    async with transaction(store.engine, reading=True) as connection:
        names = await connection.run_sync(lambda plain: sa.inspect(plain).get_table_names())
        for name in names:
            rows = await connection.execute(sa.text(f'SELECT * FROM "{name}"'))
            known = tables.metadata.tables.get(name)
            lines += [f"{name} {tuple(row)}" for row in rows]
            for row in (await connection.execute(sa.select(known))) if known is not None else ():
                lines.append(f"{name} {json.dumps(tuple(row), default=str, ensure_ascii=False)}")
    return "\n".join(lines)


def on_disk(store: Store) -> bytes:
    """Return the bytes of an SQLite database: its file and its log; nothing for PostgreSQL."""
    file = store.engine.url.database or ""
    if store.engine.dialect.name != "sqlite":
        return b""
    return b"".join(path.read_bytes() for path in sorted(Path(file).parent.glob(f"{Path(file).name}*")))


def found(text: str, raw: bytes) -> list[str]:
    """Return the signs that stand somewhere, as written or as JSON writes them."""
    spelled = {sign: {sign, json.dumps(sign)[1:-1]} for sign in SIGNS}
    return [
        sign
        for sign, ways in spelled.items()
        if any(way in text or way.encode() in raw or way.encode("utf-16-le") in raw for way in ways)
    ]


async def a_working_life(store: Store) -> Turns:
    """Let somebody refer, talk, be named in what others read, end it all, and have an open dialog."""
    turns = desk(store)
    await say(turns, JONAS, "hei")
    await say(turns, METTE, "hei")
    await refer(turns, SOLVEIG)
    await store.set_email(SOLVEIG.id, EMAIL)
    (referral,) = await store.all_referrals()
    await press(turns, JONAS, f"referrals:{referral.code}")
    asked = await press(turns, SOLVEIG, f"contact:{referral.code}:talk")
    day = next(c.id for r in asked.replies for c in r.choices if ":day:" in c.id)
    hours = await press(turns, SOLVEIG, day)
    await press(turns, SOLVEIG, next(c.id for r in hours.replies for c in r.choices if ":ask:" in c.id))
    await say(turns, SOLVEIG, "slett meg")
    await press(turns, SOLVEIG, f"end:{referral.code}:cancel:yes")
    await say(turns, SOLVEIG, "kan jeg dele dette")
    await say(turns, SOLVEIG, "last ned mine data")
    async with store.unit() as unit:
        named = {"name": SOLVEIG.name, "code": referral.code, "team": "IPS"}
        await unit.apply([Notify(NoticeKind.RECEIVED, named, person="mette")], NOW)
        away = SetAbsence(SOLVEIG.id, None, Absence(TODAY, TODAY), TODAY)
        await unit.apply([OpenInquiry(inquiry(asker=SOLVEIG.id))], NOW)
        await unit.apply([SetPhoneHours(SOLVEIG.id, PhoneHours((1,), dt.time(9), dt.time(11))), away], NOW)
        await unit.commit()
    code = invitation.fresh(secrets.choice)
    await store.accounts.invite(SOLVEIG.id, invitation.digest(code), NOW + dt.timedelta(days=1))
    arrived = InboundUpdate("tg-4711", Address("telegram", CHAT), Inbound("t1", text="hei"))
    assert await store.accounts.link(arrived, invitation.digest(code), NOW)
    await turns.take("telegram", "t1", SOLVEIG, arrived.turn, ReplyTo(arrived.address))
    await store.accounts.invite(SOLVEIG.id, invitation.digest(code), NOW + dt.timedelta(days=1))
    member = Member(SOLVEIG.id, SOLVEIG.role, SOLVEIG.service)
    await store.apply([Admit(member, "kari"), Admit(Member("nils", Role.NEWCOMER), SOLVEIG.id)], NOW)
    async with transaction(store.engine) as connection:
        row = {"person": SOLVEIG.id, "since": NOW}
        await connection.execute(tables.course_reminder.insert().values(**row))
        await write_news(connection, SOLVEIG.id, NOW)
        await connection.commit()
    account = Account("a digest", "another one", SOLVEIG.name, NOW)
    assert await store.sign_ins.attach(account, code, NOW)
    assert await store.sign_ins.begin(account, "a token", NOW)
    return turns


async def test_nothing_leads_back(store: Store) -> None:
    """After the deletion neither id nor name nor address stands in any table, or in the file's bytes."""
    turns = await a_working_life(store)
    assert found(await everything(store), b"") == list(SIGNS)
    question = await say(turns, SOLVEIG, "slett meg")
    done = await press(turns, SOLVEIG, next(c.id for c in question.replies[0].choices if ":yes:" in c.id))
    assert words("nb", "forget_me.done") in done.replies[0].text
    assert found(await everything(store), on_disk(store)) == []
    (referral,) = await store.all_referrals()
    assert referral.state is State.CANCELLED
    assert former_role(referral.clinician) is Role.CLINICIAN
    assert referral.consent.recorded_by == referral.clinician == referral.history[0].by
    assert [change.by for change in referral.history if not former_role(change.by)] == ["jonas"]


async def test_others_read_a_role_in_place_of_a_name(store: Store) -> None:
    """A colleague sees the history with a role, and old news says who it was no more."""
    turns = await a_working_life(store)
    question = await say(turns, SOLVEIG, "slett meg")
    await press(turns, SOLVEIG, next(c.id for c in question.replies[0].choices if ":yes:" in c.id))
    (referral,) = await store.all_referrals()
    shown = await press(turns, JONAS, f"referrals:{referral.code}")
    role = words("nb", "role.clinician")
    assert words("nb", "forget_me.former", role=role) in "".join(r.text + r.more for r in shown.replies)
    told = [notice.reply.text for notice in await turns.notices(METTE, 0)]
    assert any(role in text for text in told)
    assert not any("@role" in text or "~" in text for text in told)


async def test_the_same_press_again_deletes_nothing_more(store: Store) -> None:
    """The update of the deletion delivered twice leaves no trace of the person, either."""
    turns = desk(store)
    question = await say(turns, SOLVEIG, "slett meg")
    yes = next(c.id for c in question.replies[0].choices if ":yes:" in c.id)
    first = await press(turns, SOLVEIG, yes, "u-1")
    again = await press(turns, SOLVEIG, yes, "u-1")
    assert first.replies == again.replies
    assert found(await everything(store), on_disk(store)) == []


async def test_open_referrals_come_first(store: Store) -> None:
    """Whoever has an open referral is told to end it, in chat and also by the store itself."""
    turns = desk(store)
    await refer(turns, SOLVEIG)
    refused = await say(turns, SOLVEIG, "slett meg")
    assert words("nb", "forget_me.blocked", count=1) in refused.replies[0].text
    late = await press(turns, SOLVEIG, f"forget_me:yes:{TODAY:%d%m%y}")
    assert late.replies == refused.replies
    with pytest.raises(StoreFault):
        async with store.unit() as unit:
            await unit.apply([ForgetPerson(SOLVEIG.id)], NOW)
    async with store.unit(reading=True) as unit:
        assert await unit.known(SOLVEIG.id) is not None


async def test_what_lies_at_a_post_stays_and_its_team_is_told(store: Store) -> None:
    """A job specialist may go; the referral lies at the post, and the supervisor hears of it."""
    turns = desk(store)
    await say(turns, METTE, "hei")
    await say(turns, JONAS, "hei")
    await refer(turns)
    (before,) = await store.all_referrals()
    await press(turns, JONAS, f"referrals:{before.code}")
    question = await say(turns, JONAS, "slett meg")
    assert words("nb", "forget_me.at_post", count=1) in question.replies[0].text
    await press(turns, JONAS, button(question, f"{TODAY:%d%m%y}"))
    (after,) = await store.all_referrals()
    assert (after.post, after.is_open, after.clinician) == ("dps-general", True, "anna")
    assert former_role(after.history[-1].by) is Role.JOB_SPECIALIST
    told = [n.reply.text for n in await turns.notices(METTE, 0)]
    assert [text for text in told if words("nb", "role.job_specialist") in text]
    async with store.unit(reading=True) as unit:
        assert "dps-general" not in (await unit.reader(METTE, (), TODAY).everything()).held


async def test_a_fault_undoes_the_deletion(store: Store) -> None:
    """One transaction: when something fails after it, everything is as it was."""
    turns = await a_working_life(store)
    before = await everything(store)
    async with store.unit() as unit:
        await unit.apply([ForgetPerson(SOLVEIG.id)], NOW)
        assert await unit.known(SOLVEIG.id) is None  # and then the process is gone
    assert await everything(store) == before
    assert turns


async def test_a_colleague_of_the_same_beginning_keeps_everything(store: Store) -> None:
    """Deleting `sx7` does not touch `sx7-loginid` or `sx7:x`, whose ids begin alike."""
    short = Person("sx7", Role.GUEST)
    alike = (SOLVEIG, Person("sx7:x", Role.GUEST, name="Sx7en"))
    turns = desk(store)
    for person in (short, *alike):
        await say(turns, person, "hva er ips")
    before = {line for line in (await everything(store)).splitlines() if "sx7-" in line or "sx7:x" in line}
    async with store.unit() as unit:
        await unit.apply([ForgetPerson("sx7")], NOW)
        await unit.commit()
    after = (await everything(store)).splitlines()
    assert before <= set(after)
    async with store.unit(reading=True) as unit:
        assert await unit.known("sx7") is None


async def test_the_export_has_every_row_of_the_table(store: Store) -> None:
    """One's own file has all that names one, in every kind that the table names, and nobody else's rows."""
    turns = await a_working_life(store)
    async with store.unit() as unit:
        await unit.apply(
            [Audit("jonas", "denied", "-"), Notify(NoticeKind.CANCEL, {"code": "a"}, person=SOLVEIG.id)], NOW
        )
        await unit.commit()
    said = await say(turns, SOLVEIG, "eksport", "u-9")
    (file,) = said.replies[0].files
    data: dict[str, Any] = json.loads(file.text)
    kinds = {kind["kind"]: kind for kind in data["kept"]}
    ref = kinds["profile"]["tables"]["person"][0]["ref"]
    assert list(kinds) == [row.kind for row in KEPT]
    for row in KEPT:
        rows = kinds[row.kind]["tables"]
        assert set(rows) == {held.table for held in row.held if held.who}
        for held in row.held:
            for one in rows.get(held.table, []):
                assert {SOLVEIG.id, ref} & {one[column] for column in held.who}
        assert all(rows.values()), row.kind
        assert bool(rows) is (row.leaving is not OnDeletion.NOBODY)
    assert kinds["profile"]["tables"]["person"][0]["email"] == EMAIL
    again = await say(turns, SOLVEIG, "eksport", "u-9")
    assert json.loads(again.replies[0].files[0].text)["person"] == SOLVEIG.id
    assert "\\u" not in file.text
    async with store.unit(reading=True) as unit:
        kept = await unit.said("test", own(SOLVEIG.id, "u-9"))
        assert isinstance(kept, Said)
        assert len(kept.replies[0].files[0].text) < 20  # no second copy of the data
