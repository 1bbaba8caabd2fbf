"""What is kept about the one who asks, why and how long: the table in `bot.domain.retention`, in words."""

from __future__ import annotations

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Reply
from bot.domain.retention import KEPT, RetentionRule, days
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.knowledge.base.entry import SourceRef

TOPIC = "bot.privacy"


class MyData(Plain):
    """Shows every row of the table, and leads on to the export and the deletion."""

    name = "my_data"
    topic: str | None = TOPIC

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        lines = "\n\n".join(line(ctx, row) for row in KEPT)
        text = "\n\n".join((ctx.say("keeping.intro"), lines, ctx.say("keeping.decides")))
        named = dict.fromkeys(source for row in KEPT for source in row.sources)
        refs = (SourceRef(*source) for source in named)
        own = ctx.say("keeping.section")
        reply = Reply(
            text,
            title=ctx.say("keeping.title"),
            sources=answers.sources(ctx, (SourceRef("assistenten", own), *refs)),
            choices=(
                ctx.button(ButtonId("export_me"), "export_me.button"),
                ctx.button(ButtonId("forget_me"), "forget_me.button"),
                ctx.button(ButtonId("keep_talk"), "keep_talk.button"),
                *answers.topic_buttons(ctx, (TOPIC,)),
            ),
        )
        return ctx.reply(reply, kind=OutcomeKind.ANSWER, topics=(TOPIC,))


def line(ctx: Context, row: RetentionRule) -> str:
    """Return a row of the table as a reader sees it: what, why, how long."""
    key = f"keeping.kind.{row.kind}"
    parts = {part: ctx.say(f"{key}.{part}") for part in ("name", "what", "why")}
    long = ctx.say(f"{key}.long", **days(row, ctx.know.directory.rules))
    ours = ctx.say("keeping.ours", long=long) if row.limits else long
    return ctx.say("keeping.line", **parts, long=ours)
