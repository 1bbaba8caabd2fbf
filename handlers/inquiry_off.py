"""The end of an inquiry takes its agreed talk out of both calendars, as the end of a referral does."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.conversation.meeting import Meeting, calendar_file
from bot.domain.inquiry import Inquiry, InquiryChange
from bot.domain.inquiry_talks import holder, struck
from bot.domain.message import Reply
from bot.domain.outcome import Notify


def told(ctx: Context, before: Inquiry, after: Inquiry) -> tuple[Notify, ...]:
    """Return the news that strikes the talk out, to everybody else who has it in the calendar."""
    off = struck(before, after, ctx.now)
    meeting = _meeting(before, off)
    if off is None or meeting is None:
        return ()
    values = {
        "code": meeting.code,
        "date": meeting.start.strftime("%d.%m.%Y"),
        "time": meeting.start.strftime("%H:%M"),
        "meeting": str(meeting),
        "called_off": ctx.now.isoformat(),
    }
    sides = (before.asker, holder(before, off))
    others = (person for person in sides if person != ctx.person.id)
    return tuple(Notify("contact.notice.called_off", values, person=person) for person in others)


def own(ctx: Context, before: Inquiry, after: Inquiry) -> tuple[Reply, ...]:
    """Return the file that strikes the talk out of this person's calendar, if it stands there."""
    off = struck(before, after, ctx.now)
    meeting = _meeting(before, off)
    if off is None or meeting is None or ctx.person.id not in {before.asker, holder(before, off)}:
        return ()
    date, time = ctx.day(meeting.start.date()), meeting.start.strftime("%H:%M")
    text = ctx.say("contact.notice.called_off", code=meeting.code, date=date, time=time)
    return (Reply(text, files=(calendar_file(meeting, ctx.now),)),)


def _meeting(inquiry: Inquiry, agreed: InquiryChange | None) -> Meeting | None:
    if agreed is None or agreed.start is None:
        return None
    return Meeting(inquiry.code, inquiry.kind, agreed.start, agreed.at)
