"""Hands out everything that is kept about the one who asks, as a file."""

from __future__ import annotations

from bot.conversation.context import Context, Plain
from bot.conversation.files import own_data
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Reply
from bot.domain.turn.outcome import Audit, Outcome, OutcomeKind
from handlers.privacy.my_data import TOPIC

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
            choices=(ctx.button(ButtonId("my_data"), "my_data.button"),),
        )
        audit = Audit(ctx.person.id, "person.export", ITSELF)
        return ctx.reply(reply, kind=OutcomeKind.ANSWER, topics=(TOPIC,), effects=(audit,))
