"""Questions that nobody could answer, for the coordinator: the most asked first, gone when dealt with."""

from __future__ import annotations

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.conversation.gaps.verdicts import by_topic
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Reply
from bot.domain.person.person import Capability
from bot.domain.turn.outcome import Outcome, OutcomeKind, SettleUnanswered
from bot.domain.turn.unanswered import Group
from bot.knowledge.search.groups import by_letters

DONE = "done"
MOST_MISSED, MOST_TEXTS = 10, 3


class Unanswered(Plain):
    """Takes "[done:<number>]" of a group. The texts are masked; who asked is not known."""

    name = "unanswered"
    topic: str | None = "bot.privacy"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Capability.OVERSEE):
            return answers.explained(ctx, "bot.privacy", ctx.say("unanswered.not_for_you"))
        return ctx.reply(_listed(ctx))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if not parts or not ctx.person.may(Capability.OVERSEE):
            return self.start(ctx)
        step, number, *more = padded(parts, 2)
        if more or step != DONE or not number.isascii() or not number.isdigit():
            return None
        known = next((g for g in by_letters(ctx.snapshot.unanswered) if str(g.number) == number), None)
        if known is None:
            return ctx.reply(Reply(ctx.say("unanswered.gone")), _listed(ctx))
        done = Reply(
            ctx.say("unanswered.settled", text=known.questions[0].text),
            choices=(ctx.button(ButtonId("unanswered"), "unanswered.button"),),
        )
        return ctx.reply(
            done, effects=tuple(SettleUnanswered(q.number) for q in known.questions), kind=OutcomeKind.ANSWER
        )


def _listed(ctx: Context) -> Reply:
    questions = by_letters(ctx.snapshot.unanswered)
    title = ctx.say("unanswered.title")
    if not questions:
        off = "" if ctx.know.keep_unanswered else "_off"
        return Reply("\n\n".join((ctx.say(f"unanswered.none{off}"), *_missed(ctx))), title=title)
    lines = (
        ctx.say(
            "unanswered.line", number=n, text=_texts(q), count=q.count, day=ctx.day(q.last), language=q.lang
        )
        for n, q in enumerate(questions, 1)
    )
    text = "\n".join((ctx.say("unanswered.intro"), *lines))
    choices = (
        button
        for n, q in enumerate(questions, 1)
        for button in (
            ctx.button(ButtonId("curate", "group", q.number), "curating.look", number=n),
            ctx.button(ButtonId("unanswered", DONE, q.number), "unanswered.done", number=n),
        )
    )
    return Reply(
        "\n\n".join((text, *_missed(ctx))),
        title=title,
        choices=(*choices, ctx.button(ButtonId("curate"), "curating.button")),
    )


def _texts(group: Group) -> str:
    """Return the questions of a group on one line."""
    return " / ".join(one.text for one in group.questions[:MOST_TEXTS])


def _missed(ctx: Context) -> tuple[str, ...]:
    """Return the topics whose answers readers said were none to their question, the worst first."""
    verdicts = by_topic(ctx.know.base, ctx.snapshot.verdicts)
    counts = sorted(verdicts.items(), key=lambda one: (-one[1][1], one[0]))
    lines = [
        ctx.say("unanswered.missed_line", question=topic.question, missed=missed, helped=helped)
        for topic_id, (helped, missed) in counts
        if missed and (topic := ctx.know.base.topic(ctx.lang, topic_id))
    ]
    return ("\n".join((ctx.say("unanswered.missed"), *lines[:MOST_MISSED])),) if lines else ()
