"""A new conversation: the open dialog is put away, nothing that was sent is touched."""

from __future__ import annotations

from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.message import Reply
from bot.domain.outcome import Outcome
from handlers.help import shortcuts


class Restart(Plain):
    """Greets, and closes any dialog that was open."""

    name = "restart"
    rooms = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        choices = tuple(ctx.button(f"{name}:", f"{name}.button") for name in shortcuts(ctx.person))
        text = "\n\n".join((ctx.say("restart.welcome"), ctx.say("help.never")))
        welcome = Reply(text, choices=choices)
        return ctx.reply(welcome, session=ctx.session.cleared())
