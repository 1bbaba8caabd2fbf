"""Times for the talk that an inquiry asks for: two taps to suggest, one to accept.

As for a talk on a referral (handlers/meetings/contact.py), but what was suggested is kept with the inquiry,
so that only such a time can be accepted.
"""

from __future__ import annotations

from bot.conversation.context import Context
from bot.conversation.files.calendar import calendar_file
from bot.domain.case.inquiry import NAVS, Inquiry, InquiryKind
from bot.domain.case.meeting import Meeting
from bot.domain.inquiry.meetings import holder
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Reply
from bot.domain.turn.notice import CalendarMail
from bot.domain.turn.outcome import Outcome
from handlers.inquiry import news, view
from handlers.meetings import times as contact_times
from handlers.meetings import words as contact_words
from handlers.meetings.picked import picking


class Times:
    """Asks for a day, then for an hour, then tells the other side."""

    def __init__(self, is_working_day: contact_times.WorkingDay) -> None:
        """Take what tells a working day."""
        self._works = is_working_day

    def suggest(self, ctx: Context, inquiry: Inquiry, what: str) -> Outcome | None:
        """Take "" (offer the days), a day (offer its hours), or a day with hours (send them)."""
        own = ButtonId("inquiry", inquiry.code, inquiry.version)
        if not what:
            return picking(ctx.reply(self._days(ctx, inquiry)), own)
        days = contact_times.days_of(what)
        if not days:
            return None
        if not days <= set(contact_times.reachable(ctx.now, self._works)):
            return ctx.reply(Reply(ctx.say("contact.past")), self._days(ctx, inquiry))
        if contact_times.offered(what):
            asked = ctx.reply(self._hours(ctx, inquiry, what))
            return picking(asked, own.then("day", what[: len("yymmdd")]))
        times = contact_times.times(what)
        if times is None:
            return None
        after = inquiry.suggest(times, ctx.person.id, ctx.now)
        buttons, places = news.to_choose(after)
        effects = news.changed(ctx, inquiry, after, "times", buttons, places)
        sent = Reply(ctx.say("contact.sent", times=contact_words.listed(ctx, times)))
        return picking(ctx.reply(sent, view.detail(ctx, after), effects=effects), "")

    def accept(self, ctx: Context, inquiry: Inquiry, what: str) -> Outcome | None:
        """Agree on a time that the other side suggested."""
        times = contact_times.times(what)
        if times is None or len(times) != 1 or times[0] not in inquiry.suggested:
            return None
        if times[0] <= ctx.now.replace(tzinfo=None):
            return ctx.reply(Reply(ctx.say("contact.past")), self._days(ctx, inquiry))
        after = inquiry.accept(times[0], ctx.person.id, ctx.now)
        meeting = Meeting(after.code, after.kind, times[0], ctx.now)
        reply = Reply(
            ctx.say("contact.agreed", code=after.code, time=contact_words.listed(ctx, times)),
            do=reminders(ctx, after),
            files=(calendar_file(meeting),),
        )
        values = contact_words.places(times)
        effects = news.changed(ctx, inquiry, after, "accepted", values=values, meeting=meeting)
        mail = CalendarMail(meeting, (after.asker, holder(after, after.history[-1])))
        return ctx.reply(reply, view.detail(ctx, after), effects=(*effects, mail))

    def _days(self, ctx: Context, inquiry: Inquiry) -> Reply:
        days = contact_times.suggested(ctx.now, self._works)
        own = ButtonId("inquiry", inquiry.code, inquiry.version, "day")
        choices = (Choice(own.then(contact_times.token(day)), contact_words.day(ctx, day)) for day in days)
        leave = ctx.button(ButtonId("inquiry", inquiry.code), "contact.leave")
        return Reply(ctx.say("inquiry.which_day", code=inquiry.code), choices=(*choices, leave))

    def _hours(self, ctx: Context, inquiry: Inquiry, what: str) -> Reply:
        own = ButtonId("inquiry", inquiry.code, inquiry.version, "day")
        day = contact_times.day_of(what)
        if day is None:
            raise ValueError(what)
        offered = contact_times.offered(what)
        hours = [
            Choice(own.then(contact_times.token(day, (hour,))), contact_times.clock(hour)) for hour in offered
        ]
        if offered == contact_times.HOURS:
            hours += (
                ctx.button(own.then(contact_times.token(day, contact_times.HOURS)), "contact.every"),
                ctx.button(own.then(contact_times.more(day)), "contact.more_hours"),
            )
        other = ctx.button(own, "contact.other_day")
        text = ctx.say("contact.hour", day=contact_words.day(ctx, day))
        return Reply(text, choices=(*hours, other))


def reminders(ctx: Context, inquiry: Inquiry) -> tuple[str, ...]:
    """Return what to leave out of such a talk. Source: brev punkt 2 and 3; hpl § 23."""
    own = inquiry.kind in {InquiryKind.MEETING, *NAVS}
    return (ctx.say(f"inquiry.keep.{inquiry.kind if own else InquiryKind.TALK}"),)
