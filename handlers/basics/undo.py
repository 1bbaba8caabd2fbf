"""Takes back a "cancel" or a "new conversation": the dialog is open again with the answers it had."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Context, Plain
from bot.conversation.dialog import flow
from bot.domain.message.message import Reply
from bot.domain.turn.outcome import Outcome


class Undo(Plain):
    """Opens what was put away last, until one of its kind is begun anew."""

    name = "undo"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.session.dropped:
            return ctx.reply(Reply(ctx.say("flow.nothing_to_undo")))
        first, *beneath = ctx.session.dropped
        for dialog in (*beneath, first):
            ctx = replace(ctx, session=flow.opened(ctx, dialog))
        session = replace(ctx.session, dropped=())
        here = flow.here(replace(ctx, session=session))
        return ctx.reply(Reply(ctx.say("flow.undone")), here, session=session)
