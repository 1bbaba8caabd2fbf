"""A new conversation: the open dialog is put away and can be taken back, nothing that was sent is touched."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.conversation.dialog import flow
from bot.domain.turn.outcome import Outcome
from handlers.basics import first_page


class Restart(Plain):
    """Greets, and closes any dialog that was open."""

    name = "restart"
    surfaces = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        page = first_page.page(ctx)
        if not flow.waits(ctx):
            return ctx.reply(page, session=ctx.session.cleared())
        text = f"{page.text}\n\n{ctx.say('restart.put_away')}"
        welcome = replace(page, text=text, choices=(flow.undo_button(ctx), *page.choices))
        return ctx.reply(welcome, session=ctx.session.cleared())
