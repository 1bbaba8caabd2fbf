"""When I can be reached: phone hours and days away, shown to the others wherever they can ask for contact."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.domain.audit.entry import NOTHING
from bot.domain.message.button_id import ButtonId, Parts, only
from bot.domain.message.message import Reply
from bot.domain.person.availability import Absence, Reach
from bot.domain.person.person import Capability
from bot.domain.turn.outcome import Audit, Effect, Outcome, SetAbsence, SetPhoneHours
from bot.knowledge.base.entry import LANGUAGES
from handlers.meetings import availability_words as reach_words
from handlers.meetings.availability_typed import absence_in, after_phrase, hours_in

BACK, NO_HOURS = "back", "no_hours"
WEEKDAYS = range(1, 8)


class OwnReach(Plain):
    """Takes "jeg er borte fra … til …" and "telefontid …"; shows what is kept, and how to change it."""

    name = "reach"
    topic: str | None = "org.find_each_other"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not _may(ctx):
            return answers.explained(ctx, "org.find_each_other", ctx.say("reach.not_for_you"))
        return ctx.reply(_shown(ctx, reach_words.own(ctx), ctx.say("reach.how")))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if not parts:
            return self.start(ctx)
        wanted = only(parts)
        if wanted not in {BACK, NO_HOURS} or not _may(ctx):
            return None
        return _back(ctx) if wanted == BACK else _no_hours(ctx)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. A phrase without days or times is a question, and goes on to the knowledge."""
        words = ctx.know.base.words
        if not _may(ctx):
            return None
        away = after_phrase(text, words.typed("reach.typed.away"))
        if away is not None and any(sign.isdigit() for sign in away):
            absence = absence_in(away, ctx.now.date())
            return _away(ctx, absence) if absence else ctx.reply(Reply(ctx.say("reach.no_days")))
        hours = after_phrase(text, words.typed("reach.typed.hours"))
        if hours is not None and any(sign.isdigit() for sign in hours):
            return _hours(ctx, hours)
        return None


def _may(ctx: Context) -> bool:
    return ctx.person.may(Capability.FOLLOW_OWN) or (
        ctx.person.may(Capability.HANDLE) and bool(ctx.person.post)
    )


def _shown(ctx: Context, reach: Reach, text: str) -> Reply:
    lines = reach_words.lines(ctx, reach) or (ctx.say("reach.nothing"),)
    back = (ctx.button(ButtonId("reach", BACK), "reach.back"),) if reach.away else ()
    hours = (ctx.button(ButtonId("reach", NO_HOURS), "reach.no_hours"),) if reach.hours else ()
    return Reply("\n".join((*lines, text)), title=ctx.say("reach.title"), choices=(*back, *hours))


def _kept(ctx: Context, reach: Reach, effect: Effect, what: str) -> Outcome:
    audit = Audit(ctx.person.id, f"person.{what}", ctx.person.post or NOTHING)
    return ctx.reply(_shown(ctx, reach, ctx.say("reach.seen")), effects=(effect, audit))


def _away(ctx: Context, absence: Absence) -> Outcome:
    before = reach_words.own(ctx)
    others = (one for one in before.away if one.first != absence.first)
    after = replace(before, away=tuple(sorted((*others, absence), key=lambda one: one.first)))
    effect = SetAbsence(ctx.person.id, ctx.person.post, absence, ctx.now.date())
    return _kept(ctx, after, effect, "away")


def _back(ctx: Context) -> Outcome:
    effect = SetAbsence(ctx.person.id, ctx.person.post, None, ctx.now.date())
    return _kept(ctx, replace(reach_words.own(ctx), away=()), effect, BACK)


def _hours(ctx: Context, text: str) -> Outcome:
    base = ctx.know.base.words
    names = {base.say(lang, f"reach.weekday.{day}"): day for lang in LANGUAGES for day in WEEKDAYS}
    hours = hours_in(text, names, base.typed("reach.typed.to"))
    if hours is None:
        return ctx.reply(Reply(ctx.say("reach.no_times")))
    after = replace(reach_words.own(ctx), hours=hours)
    return _kept(ctx, after, SetPhoneHours(ctx.person.id, hours), "hours")


def _no_hours(ctx: Context) -> Outcome:
    after = replace(reach_words.own(ctx), hours=None)
    return _kept(ctx, after, SetPhoneHours(ctx.person.id, None), NO_HOURS)
