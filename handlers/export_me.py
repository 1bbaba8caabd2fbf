"""Hands out everything that is kept about the one who asks, as a file."""

from __future__ import annotations

from bot.conversation import own_data
from bot.conversation.context import Context, Plain
from bot.domain.message import Reply
from bot.domain.outcome import Audit, Kind, Outcome
from handlers.my_data import TOPIC

ITSELF = "self"
"""What stands in the audit trail as the thing: one's own data."""


class ExportMe(Plain):
    """One's own data as JSON; the shell fills the file in the transaction of the turn."""

    name = "export_me"
    topic: str | None = TOPIC

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        reply = Reply(
            ctx.say("export_me.text"),
            title=ctx.say("export_me.title"),
            files=(own_data.file(),),
            choices=(ctx.button("my_data:", "my_data.button"),),
        )
        audit = Audit(ctx.person.id, "person.export", ITSELF)
        return ctx.reply(reply, kind=Kind.ANSWER, topics=(TOPIC,), effects=(audit,))
