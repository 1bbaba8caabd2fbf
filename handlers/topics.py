"""The list of topics, and one topic by its button."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import answers
from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.message import Choice, Reply
from bot.domain.outcome import CountQuestion, Kind, Outcome


class Topics(Plain):
    """Shows the groups of topics, then the topics of one group."""

    name = "topics"
    rooms = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        groups = dict.fromkeys(topic_id.split(".")[0] for topic_id in ctx.know.base.topic_ids())
        choices = tuple(Choice(f"topics:{group}", ctx.say(f"topics.group.{group}")) for group in groups)
        return ctx.reply(Reply(ctx.say("topics.which"), choices=choices), kind=Kind.DIALOG)

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler."""
        if not rest:
            return self.start(ctx)
        inside = tuple(t for t in ctx.know.base.topic_ids() if t.startswith(f"{rest}."))
        if not inside:
            return None
        back = ctx.button("topics:", "topics.back")
        reply = Reply(ctx.say(f"topics.group.{rest}"), choices=(*answers.topic_buttons(ctx, inside), back))
        return ctx.reply(reply, kind=Kind.DIALOG)


class ShowTopic(Plain):
    """Shows one topic: pressed under an answer, among choices, or in the list."""

    name = "topic"
    rooms = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """See Handler. Nothing is typed to get here: the search answers typed questions."""
        return Topics().start(ctx)

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler."""
        if rest == "none":
            count = CountQuestion("", Kind.UNKNOWN, ctx.lang, ctx.person.role)
            return ctx.reply(answers.unknown_reply(ctx), kind=Kind.UNKNOWN, effects=(count,))
        topic = ctx.know.base.topic(ctx.lang, rest)
        if topic is None:
            return None
        return ctx.reply(
            answers.topic_reply(ctx, topic),
            session=replace(ctx.session, topic=topic.id),
            effects=(CountQuestion(topic.id, Kind.ANSWER, ctx.lang, ctx.person.role),),
            kind=Kind.ANSWER,
            topics=(topic.id,),
        )
