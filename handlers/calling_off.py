"""What a person reads, and gets for the calendar, when an own act makes an agreed talk fall away."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.conversation.meeting import calendar_file, meeting_of
from bot.domain.access import is_author
from bot.domain.message import Reply
from bot.domain.outcome import Notify
from bot.domain.referral import Referral
from bot.domain.talks import called_off, line, struck


def told(ctx: Context, before: Referral, after: Referral) -> tuple[Notify, ...]:
    """Return the news to everybody else who had the talk in the calendar."""
    return called_off(before, after, ctx.now, person=ctx.person.id, post=ctx.person.post)


def own(ctx: Context, before: Referral, after: Referral) -> tuple[Reply, ...]:
    """Return one reply for each talk of this person that is called off, with the file that strikes it out."""
    replies = []
    for change in struck(before, after, ctx.now):
        talk = change.talk
        if talk is None or not (is_author(ctx.person, after) or ctx.person.post == talk.post):
            continue
        date, time = ctx.day(talk.start.date()), talk.start.strftime("%H:%M")
        file = calendar_file(meeting_of(line(after.code, change)), ctx.now)
        text = ctx.say("contact.notice.called_off", code=after.code, date=date, time=time)
        replies.append(Reply(text, files=(file,)))
    return tuple(replies)
