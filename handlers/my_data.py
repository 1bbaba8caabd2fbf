"""What is kept about the one who asks, why and how long: the table in `bot.domain.keeping`, in words."""

from __future__ import annotations

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.domain.keeping import KEPT, Keeping, days
from bot.domain.message import Reply
from bot.domain.outcome import Kind, Outcome
from bot.knowledge.entry import SourceRef

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
                ctx.button("export_me:", "export_me.button"),
                ctx.button("forget_me:", "forget_me.button"),
                *answers.topic_buttons(ctx, (TOPIC,)),
            ),
        )
        return ctx.reply(reply, kind=Kind.ANSWER, topics=(TOPIC,))


def line(ctx: Context, row: Keeping) -> str:
    """Return a row of the table as a reader sees it: what, why, how long."""
    key = f"keeping.kind.{row.kind}"
    parts = {part: ctx.say(f"{key}.{part}") for part in ("name", "what", "why")}
    long = ctx.say(f"{key}.long", **days(row, ctx.know.directory.rules))
    ours = ctx.say("keeping.ours", long=long) if row.limits else long
    return ctx.say("keeping.line", **parts, long=ours)
