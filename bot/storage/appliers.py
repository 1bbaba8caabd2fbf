"""One applier for each effect. A test fails if an effect has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import outcome
from bot.domain.audit import NOTHING, Act
from bot.domain.directory import COORDINATOR
from bot.domain.person import Role
from bot.storage import (
    inquiries,
    people,
    postings,
    referrals,
    tables,
    team_channels,
    trail,
    unanswered,
    unlinking,
)

Applier = Callable[[AsyncConnection, Any, dt.datetime], Awaitable[None]]


async def open_referral(connection: AsyncConnection, effect: outcome.OpenReferral, at: dt.datetime) -> None:
    """Write a new referral."""
    await referrals.insert(connection, effect.referral)


async def change_referral(
    connection: AsyncConnection, effect: outcome.ChangeReferral, at: dt.datetime
) -> None:
    """Write a referral's new state."""
    await referrals.update(connection, effect.referral, effect.expected_version)


async def notify(connection: AsyncConnection, effect: outcome.Notify, at: dt.datetime) -> None:
    """Put news into the outbox: one row for each person who holds the post, or for the post if none does.

    What has a name is written once; the first row bears it, and stays where it is when holders change.
    """
    if effect.once is not None and await _is_written(connection, effect.once):
        return
    readers = [effect.person] if effect.post is None else await _holders(connection, effect.post)
    row = {
        "post": effect.post,
        "text_key": effect.key,
        "places": dict(effect.values),
        "buttons": [list(button) for button in effect.buttons],
        "at": at,
    }
    keys = [effect.once, *(None for _ in readers[1:])]
    rows = [{**row, "person": person, "key": key} for person, key in zip(readers, keys, strict=True)]
    for values in rows:  # one by one: the number of each is needed
        done = await connection.execute(tables.outbox.insert().values(**values))
        number = done.inserted_primary_key[0]  # type: ignore[index]
        await postings.bring(connection, [{**values, "number": number}], at)


async def _is_written(connection: AsyncConnection, once: str) -> bool:
    t = tables.outbox
    return (await connection.execute(sa.select(t.c.number).where(t.c.key == once))).first() is not None


async def _holders(connection: AsyncConnection, post: str) -> list[str | None]:
    t = tables.person
    holds = t.c.role == Role.COORDINATOR.value if post == COORDINATOR else t.c.post == post
    found = await connection.execute(sa.select(t.c.id).where(holds).order_by(t.c.id))
    return list(found.scalars()) or [None]


async def choose_language(
    connection: AsyncConnection, effect: outcome.ChooseLanguage, at: dt.datetime
) -> None:
    """Remember a person's language."""
    t = tables.person
    await connection.execute(t.update().where(t.c.id == effect.person).values(lang=effect.lang))


async def count_question(connection: AsyncConnection, effect: outcome.CountQuestion, at: dt.datetime) -> None:
    """Count a question; its text is never here."""
    t = tables.question_count
    key = {
        "day": at.date(),
        "topic": effect.topic,
        "outcome": effect.kind.value,
        "lang": effect.lang,
        "role": effect.role,
    }
    same = sa.and_(*(t.c[name] == value for name, value in key.items()))
    done = await connection.execute(t.update().where(same).values(count=t.c["count"] + 1))
    if done.rowcount == 0:
        await connection.execute(t.insert().values(**key, count=1))


async def write_audit(connection: AsyncConnection, effect: outcome.Audit, at: dt.datetime) -> None:
    """Write to the audit trail."""
    await trail.append(connection, at, effect.person, effect.action, effect.thing)


async def invite(connection: AsyncConnection, effect: outcome.Invite, at: dt.datetime) -> None:
    """Write an invitation. The same one twice is one."""
    t = tables.invitation
    await connection.execute(t.delete().where(t.c.digest == effect.digest))
    row = {"digest": effect.digest, "person": effect.person, "expires_at": effect.expires_at}
    await connection.execute(t.insert().values(**row, team=effect.team))
    act, thing = (Act.TEAM_CODE, effect.team) if effect.team else (Act.INVITED, NOTHING)
    await trail.append(connection, at, effect.person, act, thing)


async def set_phone_hours(
    connection: AsyncConnection, effect: outcome.SetPhoneHours, at: dt.datetime
) -> None:
    """Write a person's phone hours."""
    t, hours = tables.person, str(effect.hours) if effect.hours else None
    await connection.execute(t.update().where(t.c.id == effect.person).values(phone_hours=hours))


async def set_absence(connection: AsyncConnection, effect: outcome.SetAbsence, at: dt.datetime) -> None:
    """Write that somebody is away, over what began the same day; or that somebody is back."""
    t = tables.absence if effect.post else tables.own_absence
    whose = {"post": effect.post} if effect.post else {"person": effect.person}
    ((column, value),) = whose.items()
    mine, away = t.c[column] == value, effect.absence
    over = t.c.last_day >= effect.today if away is None else t.c.first_day == away.first
    await connection.execute(t.delete().where(mine, over))
    if away:
        await connection.execute(t.insert().values(**whose, first_day=away.first, last_day=away.last))


async def open_inquiry(connection: AsyncConnection, effect: outcome.OpenInquiry, at: dt.datetime) -> None:
    """Write a new inquiry."""
    await inquiries.insert(connection, effect.inquiry)


async def change_inquiry(connection: AsyncConnection, effect: outcome.ChangeInquiry, at: dt.datetime) -> None:
    """Write an inquiry's new state."""
    await inquiries.update(connection, effect.inquiry, effect.expected_version)


APPLIERS: dict[type, Applier] = {
    outcome.OpenReferral: open_referral,
    outcome.ChangeReferral: change_referral,
    outcome.Notify: notify,
    outcome.ChooseLanguage: choose_language,
    outcome.SetPhoneHours: set_phone_hours,
    outcome.SetAbsence: set_absence,
    outcome.CountQuestion: count_question,
    outcome.Audit: write_audit,
    outcome.Invite: invite,
    outcome.UnlinkChats: unlinking.unlink_chats,
    outcome.TellTeam: team_channels.tell,
    outcome.DisconnectTeam: team_channels.disconnect,
    outcome.KeepUnanswered: unanswered.keep,
    outcome.SettleUnanswered: unanswered.settle,
    outcome.ForgetPerson: people.forget,
    outcome.OpenInquiry: open_inquiry,
    outcome.ChangeInquiry: change_inquiry,
}
