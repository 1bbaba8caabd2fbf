"""What somebody else is told: the kind of news, what is filled in, and what can be pressed; no words yet.

Who reads it chooses the language, so that the words come at the very end (`bot.delivery.wording`). There each
kind has its text under its own name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.domain.case.meeting import Meeting
from bot.domain.message.button_id import ButtonId
from bot.domain.news.event import Event


class NoticeKind(StrEnum):
    """Everything that somebody may be told by another's act, or by the clock."""

    CONTACT_AGREED_TALK_CLINICIAN = "contact.notice.agreed.talk.clinician"
    CONTACT_AGREED_TALK_HANDLER = "contact.notice.agreed.talk.handler"
    CONTACT_AGREED_THREE_CLINICIAN = "contact.notice.agreed.three.clinician"
    CONTACT_AGREED_THREE_HANDLER = "contact.notice.agreed.three.handler"
    CONTACT_ASKED_TALK = "contact.notice.asked.talk"
    CONTACT_ASKED_THREE = "contact.notice.asked.three"
    CONTACT_ASKS_TO_MOVE = "contact.notice.asks_to_move"
    CONTACT_CALLED_OFF = "contact.notice.called_off"
    CONTACT_MOVED = "contact.notice.moved"
    COURSE_NEWS = "course.news"
    COURSE_NEWS_ALL = "course.news_all"
    COURSE_REMINDER = "course.reminder"
    CURATORS_DIGEST = "curating.digest"
    EVENT_OFF = "events.off"
    EVENT_REMINDER = "events.reminder"
    FORGET_ME = "forget_me.notice"
    INQUIRY_ACCEPTED = "inquiry.notice.accepted"
    INQUIRY_AGREED_NAV = "inquiry.notice.agreed.nav"
    INQUIRY_AGREED_SUPERVISOR = "inquiry.notice.agreed.supervisor"
    INQUIRY_AGREED_TALK = "inquiry.notice.agreed.talk"
    INQUIRY_ASKED_MEETING = "inquiry.notice.asked.meeting"
    INQUIRY_ASKED_NAV_MEETING = "inquiry.notice.asked.nav_meeting"
    INQUIRY_ASKED_NAV = "inquiry.notice.asked.nav"
    INQUIRY_ASKED_SUPERVISOR = "inquiry.notice.asked.supervisor"
    INQUIRY_ASKED_TALK = "inquiry.notice.asked.talk"
    INQUIRY_CLOSED = "inquiry.notice.closed"
    INQUIRY_DECLINED_SUPERVISOR = "inquiry.notice.declined.supervisor"
    INQUIRY_DECLINED_TALK = "inquiry.notice.declined.talk"
    INQUIRY_SUPERVISED = "inquiry.notice.supervised"
    INQUIRY_TIMES = "inquiry.notice.times"
    INQUIRY_REMINDER_COORDINATOR = "inquiry.reminder.coordinator"
    INQUIRY_REMINDER_SUPERVISOR = "inquiry.reminder.supervisor"
    INQUIRY_REMINDER_UNANSWERED = "inquiry.reminder.unanswered"
    INQUIRY_REMINDER_YOUR_TURN = "inquiry.reminder.your_turn"
    ACCEPTED = "notice.accepted"
    AUTHOR_LEFT = "notice.author_left"
    CANCEL = "notice.cancel"
    COMPLETED = "notice.completed"
    EDUCATION = "notice.education"
    EMPLOYER = "notice.employer"
    FAILED = "notice.failed"
    FIRST_MEETING = "notice.first_meeting"
    GIVEN = "notice.given"
    HANDED_OVER = "notice.handed_over"
    JOB = "notice.job"
    JOB_SEARCH = "notice.job_search"
    NARROWED = "notice.narrowed"
    NOBODY = "notice.nobody"
    ON_HOLD = "notice.on-hold"
    PAUSED = "notice.paused"
    PAUSED_CLINICIAN = "notice.paused_clinician"
    PAUSED_OVERSEEN = "notice.paused_overseen"
    QUEUED = "notice.queued"
    RAN_OUT = "notice.ran_out"
    RAN_OUT_CLINICIAN = "notice.ran_out_clinician"
    RECEIVED = "notice.received"
    REJECTED = "notice.rejected"
    RENEWED = "notice.renewed"
    REQUESTED = "notice.requested"
    SUPERVISED = "notice.supervised"
    WAITING = "notice.waiting"
    WITHDRAW = "notice.withdraw"
    REMINDER_CONSENT_MONTH = "reminder.consent_month"
    REMINDER_CONSENT_POST = "reminder.consent_post"
    REMINDER_CONSENT_WEEK = "reminder.consent_week"
    REMINDER_COORDINATOR = "reminder.coordinator"
    REMINDER_DEPUTY = "reminder.deputy"
    REMINDER_NO_MEETING = "reminder.no_meeting"
    REMINDER_NO_SEARCH = "reminder.no_search"
    REMINDER_NOT_ANSWERED = "reminder.not_answered"
    REMINDER_NOT_ANSWERED_COORDINATOR = "reminder.not_answered_coordinator"
    REMINDER_NOT_ANSWERED_SUPERVISOR = "reminder.not_answered_supervisor"
    REMINDER_NOT_OPENED = "reminder.not_opened"
    REMINDER_SUPERVISOR = "reminder.supervisor"
    REMINDER_UNDELIVERED = "reminder.undelivered"
    REMINDER_WAITS = "reminder.waits"
    REMINDER_WAITS_COORDINATOR = "reminder.waits_coordinator"
    INSTRUCTION_ASK = "instruction.ask"
    INSTRUCTION_LATE = "instruction.late"
    NEWSLETTER = "newsletter.issue"
    TEAM_CHANNEL_BY_ANOTHER = "team_channel.notice.by_another"
    TEAM_CHANNEL_CONNECTED = "team_channel.notice.connected"
    TEAM_CHANNEL_ENDED = "team_channel.notice.ended"


class TermSort(StrEnum):
    """Lists of names that are worded for the reader."""

    ROLE = "role"
    OWNER = "owner"
    REASON = "reason"
    INQUIRY_REASON = "inquiry.reason"
    INQUIRY_KIND = "inquiry.kind"
    WEEKDAY = "contact.weekday"
    WHAT = "contact.what"
    SCOPE = "consent.scope"
    NAV = "consent.nav"
    EMPLOYER = "consent.employer"
    ACTOR = "referrals"
    EVENT_KIND = "events.kind"
    EVENT_PLACE = "events"


class Term(NamedTuple):
    """A name out of such a list, to be filled in in the reader's words."""

    sort: TermSort
    name: str


THE_CLOCK = Term(TermSort.ACTOR, "clock")
"""Who did what no person did."""


class Goal(StrEnum):
    """Where a button of a notice leads that every notice may have."""

    REFERRAL = "referral"
    REFERRALS = "referrals"
    OPEN = "open"
    RENEW = "renew"
    INQUIRY = "inquiry"
    COURSE = "course"
    COURSE_QUIET = "course_quiet"
    SEE_AGAIN = "see_again"
    INSTRUCTION = "instruction"
    NOT_COMING = "not_coming"
    UNSUBSCRIBE = "unsubscribe"


class Lead(NamedTuple):
    """A button to a goal: of the case with this code, or of what else is named where there is one."""

    to: Goal
    code: str = ""


class Press(NamedTuple):
    """A button of the handler that writes the notice: its id, and the key of its label."""

    choice: ButtonId
    label: str


Fact = str | Term
NoticeButton = Lead | Press


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell somebody else. Exactly one of `person` and `post`; the words are chosen in the reader's language.

    `values` fill the places of the text. `meeting` or `event` go along for the calendar; with `called_off` it
    is struck out there. What has a name in `once` is never written a second time.
    """

    kind: NoticeKind
    values: Mapping[str, Fact]
    person: str | None = None
    post: str | None = None
    buttons: tuple[NoticeButton, ...] = ()
    once: str | None = None
    meeting: Meeting | None = None
    event: Event | None = None
    called_off: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class CalendarMail:
    """Write a talk into the calendars of both sides by e-mail; with `called_off` it is struck out there.

    Sides are `people`, by id, and whoever holds the `post`. Where no mail server is set, nothing comes of it.
    """

    meeting: Meeting
    people: tuple[str, ...] = ()
    post: str | None = None
    called_off: dt.datetime | None = None
