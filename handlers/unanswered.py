"""Questions that nobody could answer, for the coordinator: the most asked first, gone when dealt with."""

from __future__ import annotations

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.domain.message import Reply
from bot.domain.outcome import Kind, Outcome, SettleUnanswered
from bot.domain.person import Action

DONE = "done"


class Unanswered(Plain):
    """Takes "[done:<number>]". The texts are masked; who asked is not known."""

    name = "unanswered"
    topic: str | None = "bot.privacy"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Action.OVERSEE):
            return answers.explained(ctx, "bot.privacy", ctx.say("unanswered.not_for_you"))
        return ctx.reply(_listed(ctx))

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler."""
        if not rest or not ctx.person.may(Action.OVERSEE):
            return self.start(ctx)
        step, _, number = rest.partition(":")
        if step != DONE or not number.isascii() or not number.isdigit():
            return None
        known = next((q for q in ctx.world.unanswered if str(q.number) == number), None)
        if known is None:
            return ctx.reply(Reply(ctx.say("unanswered.gone")), _listed(ctx))
        done = Reply(
            ctx.say("unanswered.settled", text=known.text),
            choices=(ctx.button("unanswered:", "unanswered.button"),),
        )
        return ctx.reply(done, effects=(SettleUnanswered(known.number),), kind=Kind.ANSWER)


def _listed(ctx: Context) -> Reply:
    questions = ctx.world.unanswered
    title = ctx.say("unanswered.title")
    if not questions:
        off = "" if ctx.know.keep_unanswered else "_off"
        return Reply(ctx.say(f"unanswered.none{off}"), title=title)
    lines = (
        ctx.say("unanswered.line", number=n, text=q.text, count=q.count, day=ctx.day(q.last), language=q.lang)
        for n, q in enumerate(questions, 1)
    )
    text = "\n".join((ctx.say("unanswered.intro"), *lines))
    choices = (
        ctx.button(f"unanswered:{DONE}:{q.number}", "unanswered.done", number=n)
        for n, q in enumerate(questions, 1)
    )
    return Reply(text, title=title, choices=tuple(choices))
