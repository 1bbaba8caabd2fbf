"""The list of topics, and one topic by its button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

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
            return _no_longer(ctx, only(parts))
        return ctx.reply(
            answers.topic_reply(ctx, topic),
            session=replace(ctx.session, topic=topic.id),
            effects=(ctx.counted(topic.id, OutcomeKind.ANSWER),),
            kind=OutcomeKind.ANSWER,
            topics=(topic.id,),
        )


NEAR = 3
"""Topics that are offered in place of one that is gone."""


def _no_longer(ctx: Context, topic_id: str) -> Outcome | None:
    """Say that an answer is gone, as an old link or button may ask for one, and what comes near to it."""
    if not topic_id:
        return None
    near = answers.topic_buttons(ctx, _near(topic_id, ctx.know.base.topic_ids()))
    reply = Reply(
        ctx.say("topics.gone"),
        choices=(*near, ctx.button(ButtonId("topics"), "topics.button")),
    )
    return ctx.reply(reply, kind=OutcomeKind.UNKNOWN)


def _near(topic_id: str, known: Sequence[str]) -> list[str]:
    """Return the topics whose names come near to this one, the nearest first."""
    return get_close_matches(topic_id, known, n=NEAR)
