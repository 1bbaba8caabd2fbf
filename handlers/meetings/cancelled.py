"""What a person reads, and gets for the calendar, when an own act makes an agreed talk fall away."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.conversation.files.calendar import calendar_file
from bot.domain.case.referral import Referral
from bot.domain.message.message import Reply
from bot.domain.organisation.access import is_author
from bot.domain.referral.meetings import called_off, meeting_of, struck
from bot.domain.turn.notice import CalendarMail, Notify


def told(ctx: Context, before: Referral, after: Referral) -> tuple[Notify | CalendarMail, ...]:
    """Return the news to everybody else who had the talk in the calendar, and the mail to both sides."""
    return called_off(before, after, ctx.now, person=ctx.person.id, post=ctx.person.post)


def own(ctx: Context, before: Referral, after: Referral) -> tuple[Reply, ...]:
    """Return one reply for each talk of this person that is called off, with the file that strikes it out."""
    replies = []
    for change in struck(before, after, ctx.now):
        talk = change.talk
        if talk is None or not (is_author(ctx.person, after) or ctx.person.post == talk.post):
            continue
        date, time = ctx.day(talk.start.date()), talk.start.strftime("%H:%M")
        file = calendar_file(meeting_of(after.code, change), ctx.now, ctx.know.letters_from)
        text = ctx.say("contact.notice.called_off", code=after.code, date=date, time=time)
        replies.append(Reply(text, files=(file,)))
    return tuple(replies)
