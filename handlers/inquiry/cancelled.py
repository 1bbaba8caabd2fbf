"""The end of an inquiry takes its agreed talk out of both calendars, as the end of a referral does."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.conversation.files.calendar import calendar_file
from bot.domain.case.inquiry import Inquiry, InquiryChange
from bot.domain.case.meeting import Meeting
from bot.domain.inquiry.meetings import holder, struck
from bot.domain.message.message import Reply
from bot.domain.turn.notice import CalendarMail, Fact, NoticeKind, Notify


def told(ctx: Context, before: Inquiry, after: Inquiry) -> tuple[Notify | CalendarMail, ...]:
    """Return the news that strikes the talk out, to everybody else who has it; the mail goes to both."""
    off = struck(before, after, ctx.now)
    meeting = _meeting(before, off)
    if off is None or meeting is None:
        return ()
    values: dict[str, Fact] = {
        "code": meeting.code,
        "date": meeting.start.strftime("%d.%m.%Y"),
        "time": meeting.start.strftime("%H:%M"),
    }
    sides = (before.asker, holder(before, off))
    others = (person for person in sides if person != ctx.person.id)
    news = (
        Notify(NoticeKind.CONTACT_CALLED_OFF, values, person=person, meeting=meeting, called_off=ctx.now)
        for person in others
    )
    return (*news, CalendarMail(meeting, sides, called_off=ctx.now))


def own(ctx: Context, before: Inquiry, after: Inquiry) -> tuple[Reply, ...]:
    """Return the file that strikes the talk out of this person's calendar, if it stands there."""
    off = struck(before, after, ctx.now)
    meeting = _meeting(before, off)
    if off is None or meeting is None or ctx.person.id not in {before.asker, holder(before, off)}:
        return ()
    date, time = ctx.day(meeting.start.date()), meeting.start.strftime("%H:%M")
    text = ctx.say("contact.notice.called_off", code=meeting.code, date=date, time=time)
    return (Reply(text, files=(calendar_file(meeting, ctx.now, ctx.know.letters_from),)),)


def _meeting(inquiry: Inquiry, agreed: InquiryChange | None) -> Meeting | None:
    if agreed is None or agreed.start is None:
        return None
    return Meeting(inquiry.code, inquiry.kind, agreed.start, agreed.at)
