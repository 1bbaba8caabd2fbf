"""One applier for each effect. A test fails if an effect has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit.entry import AuditAction
from bot.domain.turn import outcome
from bot.domain.turn.notice import CalendarMail, Notify
from bot.storage.outbox import calendar_mail
from bot.storage.outbox.telling import notify
from bot.storage.repositories import audit_trail as trail
from bot.storage.repositories import (
    directory_entries,
    inquiries,
    kept_talk,
    own_settings,
    people,
    referrals,
    staff,
    team_channels,
    unlinking,
)
from bot.storage.repositories.news import events, learners, newsletters, readings
from bot.storage.repositories.operation import off_switch, seen_clock
from bot.storage.repositories.questions import changes, counted, unanswered

Applier = Callable[[AsyncConnection, Any, dt.datetime], Awaitable[None]]


async def open_referral(connection: AsyncConnection, effect: outcome.OpenReferral, at: dt.datetime) -> None:
    """Write a new referral."""
    await referrals.insert(connection, effect.referral)


async def change_referral(
    connection: AsyncConnection, effect: outcome.ChangeReferral, at: dt.datetime
) -> None:
    """Write a referral's new state."""
    await referrals.update(connection, effect.referral, effect.expected_version)


async def write_audit(connection: AsyncConnection, effect: outcome.Audit, at: dt.datetime) -> None:
    """Write to the audit trail."""
    if effect.action == AuditAction.DENIED and await trail.is_repeated(connection, effect, at):
        return
    await trail.append(connection, at, effect.person, effect.action, effect.thing)


async def open_inquiry(connection: AsyncConnection, effect: outcome.OpenInquiry, at: dt.datetime) -> None:
    """Write a new inquiry."""
    await inquiries.insert(connection, effect.inquiry)


async def change_inquiry(connection: AsyncConnection, effect: outcome.ChangeInquiry, at: dt.datetime) -> None:
    """Write an inquiry's new state."""
    await inquiries.update(connection, effect.inquiry, effect.expected_version)


async def call_off_event(connection: AsyncConnection, effect: outcome.CallOffEvent, at: dt.datetime) -> None:
    """Write that an event is called off, and tell those who signed up."""
    for notice in await events.call_off(connection, effect, at):
        await notify(connection, notice, at)


async def ask_to_read(connection: AsyncConnection, effect: outcome.AskToRead, at: dt.datetime) -> None:
    """Write who was asked to read the instruction, and ask them."""
    for notice in await readings.ask(connection, effect, at):
        await notify(connection, notice, at)


APPLIERS: dict[type, Applier] = {
    outcome.OpenReferral: open_referral,
    outcome.ChangeReferral: change_referral,
    Notify: notify,
    CalendarMail: calendar_mail.write,
    outcome.ChooseLanguage: own_settings.choose_language,
    outcome.SetPhoneHours: own_settings.set_phone_hours,
    outcome.SetAbsence: own_settings.set_absence,
    outcome.RemindOfCourse: learners.remind,
    outcome.CountQuestion: counted.count_question,
    outcome.Audit: write_audit,
    outcome.Invite: own_settings.invite,
    outcome.UnlinkChats: unlinking.unlink_chats,
    outcome.TellTeam: team_channels.tell,
    outcome.DisconnectTeam: team_channels.disconnect,
    outcome.KeepUnanswered: unanswered.keep,
    outcome.SettleUnanswered: unanswered.settle,
    outcome.ProposeChange: changes.propose,
    outcome.MeasureChange: changes.measured,
    outcome.DecideChange: changes.decide,
    outcome.Admit: staff.admit,
    outcome.ConfirmAccess: staff.confirm,
    outcome.SetEmail: staff.set_email,
    outcome.Retire: staff.retire,
    outcome.EndSessions: staff.end_sessions,
    outcome.Manage: staff.manage,
    outcome.ChangeDirectory: directory_entries.change,
    outcome.ForgetPerson: people.forget,
    outcome.ForgetLines: kept_talk.forget,
    outcome.OpenInquiry: open_inquiry,
    outcome.ChangeInquiry: change_inquiry,
    outcome.TrustClock: seen_clock.trust_clock,
    outcome.SwitchOff: off_switch.switch_off,
    outcome.SwitchOn: off_switch.switch_on,
    outcome.Subscribe: newsletters.subscribe,
    outcome.WriteNewsletter: newsletters.write,
    outcome.MoveNewsletter: newsletters.move,
    outcome.AnnounceEvent: events.announce,
    outcome.CallOffEvent: call_off_event,
    outcome.SignUp: events.sign_up,
    outcome.AskToRead: ask_to_read,
    outcome.NoteRead: readings.note,
    outcome.NoteLearned: learners.note_learned,
}
