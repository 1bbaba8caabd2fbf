"""Whether the talk is kept, so that it is there in another window and after closing. Off until asked for."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Context, Plain
from bot.domain.message.button_id import ButtonId, Parts
from bot.domain.message.message import Choice, Reply
from bot.domain.retention import ANSWERED, days
from bot.domain.turn.outcome import ForgetLines, Outcome

ON, OFF = "on", "off"


class KeepTalk(Plain):
    """Takes "on" and "off"; without either it says how it is, and what each means."""

    name = "keep_talk"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        key = "keep_talk.is_on" if ctx.session.keeps else "keep_talk.is_off"
        offered = OFF if ctx.session.keeps else ON
        return ctx.reply(
            self._said(ctx, key, ctx.button(ButtonId("keep_talk", offered), f"keep_talk.{offered}"))
        )

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if parts == (ON,):
            undo = ctx.button(ButtonId("keep_talk", OFF), f"keep_talk.{OFF}")
            since = ctx.session.keeps_since if ctx.session.keeps else ctx.now
            on = replace(ctx.session, keeps=True, keeps_since=since)
            return ctx.reply(self._said(ctx, "keep_talk.turned_on", undo), session=on)
        if parts == (OFF,):
            gone = (ForgetLines(ctx.person.id),)
            off = replace(ctx.session, keeps=False, keeps_since=None)
            return ctx.reply(Reply(ctx.say("keep_talk.turned_off")), session=off, effects=gone)
        return super().press(ctx, parts)

    def _said(self, ctx: Context, key: str, choice: Choice) -> Reply:
        long = days(ANSWERED, ctx.know.directory.rules)["days"]
        what = ctx.say("keep_talk.what", days=long)
        more = ctx.button(ButtonId("my_data"), "my_data.button")
        return Reply(f"{ctx.say(key)}\n\n{what}", title=ctx.say("keep_talk.title"), choices=(choice, more))
