"""A new conversation: the open dialog is put away and can be taken back, nothing that was sent is touched."""

from __future__ import annotations

from bot.conversation import flow
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
        if not flow.waits(ctx):
            return ctx.reply(Reply(text, choices=choices), session=ctx.session.cleared())
        text = f"{text}\n\n{ctx.say('restart.put_away')}"
        welcome = Reply(text, choices=(flow.undo_button(ctx), *choices))
        return ctx.reply(welcome, session=ctx.session.cleared())
