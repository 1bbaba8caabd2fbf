"""What a reader says of an answer: counted by topic, without the question, and a way on where it missed."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import answers
from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.conversation.dialog import flow
from bot.conversation.gaps import unanswered
from bot.conversation.gaps.feedback import HANDLER, NO, SEND, YES
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Choice, Reply
from bot.domain.turn.outcome import CountQuestion, Outcome, OutcomeKind, Verdict

SENDING = ButtonId(HANDLER, SEND)
NEXT = 2
"""Topics that are offered where an answer missed."""


class Helpful(Plain):
    """Takes "yes:<topic>" and "no:<topic>"; "send", after which the next message goes to the editors.

    That, and "to the editors: …", are the only ways in which a question that was answered is kept.
    """

    name = HANDLER
    surfaces = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """See Handler: "it did not help" is about the answer shown last."""
        return _missed(ctx, ctx.session.topic or "")

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if parts == (SEND,) and ctx.know.keep_unanswered:
            asked = ctx.reply(Reply(ctx.say("helpful.write")), kind=OutcomeKind.SMALLTALK)
            return replace(asked, session=replace(ctx.session, picking=SENDING))
        said, topic_id, *more = padded(parts, 2)
        topic = ctx.know.base.topic(ctx.lang, topic_id)
        if more or said not in (YES, NO) or topic is None:
            return None
        return _missed(ctx, topic.id) if said == NO else _helped(ctx, topic.id)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler."""
        head, colon, question = text.strip().partition(":")
        leads = {lead.casefold() for lead in ctx.know.base.words.typed("helpful.typed.editors")}
        if not colon or head.strip().casefold() not in leads:
            if ctx.session.picking != SENDING:
                return None
            question = text
        kept = unanswered.kept(ctx, question)
        shown = kept[0].text if kept else ""
        key = "helpful.kept" if kept else "helpful.not_kept"
        return ctx.reply(Reply(ctx.say(key, text=shown)), effects=kept, kind=OutcomeKind.SMALLTALK)


def _helped(ctx: Context, topic_id: str) -> Outcome:
    reply = Reply(ctx.say("helpful.thanks"))
    return ctx.reply(reply, effects=(_count(ctx, topic_id, Verdict.HELPED),), kind=OutcomeKind.SMALLTALK)


def _missed(ctx: Context, topic_id: str) -> Outcome:
    """Offer what came next to it, other words, a human; and how the editors get to see the question."""
    topic = ctx.know.base.topic(ctx.lang, topic_id) if topic_id else None
    others = (*ctx.session.nearby, *(topic.related if topic else ()))
    near = [other for other in dict.fromkeys(others) if other != topic_id]
    lines = [ctx.say("helpful.sorry"), *([ctx.say("helpful.editors")] if ctx.know.keep_unanswered else [])]
    reply = Reply(
        "\n\n".join(lines),
        choices=(
            *_of_verdict(ctx),
            *answers.topic_buttons(ctx, near)[:NEXT],
            *((ctx.button(SENDING, "helpful.button.send"),) if ctx.know.keep_unanswered else ()),
            ctx.button(ButtonId("topics"), "topics.button"),
            ctx.button(ButtonId("human"), "human.button"),
        ),
    )
    counts = (_count(ctx, topic.id, Verdict.MISSED),) if topic else ()
    return ctx.reply(reply, effects=counts, kind=OutcomeKind.SMALLTALK)


def _of_verdict(ctx: Context) -> tuple[Choice, ...]:
    """Return the way to change an answer, where a dialog has come to its end: the verdict hangs on these."""
    ended = ctx.session.dialog is not None and not flow.waits(ctx)
    return flow.ways(ctx, ctx.session, flow.CHANGE) if ended else ()


def _count(ctx: Context, topic_id: str, said: Verdict) -> CountQuestion:
    return ctx.counted(topic_id, said)
