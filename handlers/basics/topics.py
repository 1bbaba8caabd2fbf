"""The list of topics, and one topic by its button."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import answers
from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.message.button_id import ButtonId, Parts, only
from bot.domain.message.message import Choice, Reply
from bot.domain.turn.outcome import Outcome, OutcomeKind


class Topics(Plain):
    """Shows the groups of topics, then the topics of one group."""

    name = "topics"
    surfaces = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        groups = dict.fromkeys(topic_id.split(".")[0] for topic_id in ctx.know.base.topic_ids())
        choices = tuple(
            Choice(ButtonId("topics", group), ctx.say(f"topics.group.{group}")) for group in groups
        )
        return ctx.reply(Reply(ctx.say("topics.which"), choices=choices), kind=OutcomeKind.DIALOG)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if not parts:
            return self.start(ctx)
        group = only(parts)
        inside = tuple(t for t in ctx.know.base.topic_ids() if t.startswith(f"{group}."))
        if not inside:
            return None
        back = ctx.button(ButtonId("topics"), "topics.back")
        reply = Reply(ctx.say(f"topics.group.{group}"), choices=(*answers.topic_buttons(ctx, inside), back))
        return ctx.reply(reply, kind=OutcomeKind.DIALOG)


class ShowTopic(Plain):
    """Shows one topic: pressed under an answer, among choices, or in the list."""

    name = "topic"
    surfaces = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """See Handler. Nothing is typed to get here: the search answers typed questions."""
        return Topics().start(ctx)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if parts == ("none",):
            count = ctx.counted("", OutcomeKind.UNKNOWN)
            return ctx.reply(answers.unknown_reply(ctx), kind=OutcomeKind.UNKNOWN, effects=(count,))
        topic = ctx.know.base.topic(ctx.lang, only(parts))
        if topic is None:
            return None
        return ctx.reply(
            answers.topic_reply(ctx, topic),
            session=replace(ctx.session, topic=topic.id),
            effects=(ctx.counted(topic.id, OutcomeKind.ANSWER),),
            kind=OutcomeKind.ANSWER,
            topics=(topic.id,),
        )
