"""Makes somebody known in another channel: gives a code there, and says how it went where it was used."""

from __future__ import annotations

from bot.conversation import typed
from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.invitation import LASTS_IN_CHAT, digest, in_text, telegram_link
from bot.domain.message import Reply, Tone
from bot.domain.outcome import Invite, Kind, Outcome, UnlinkChats
from bot.domain.person import Role
from bot.domain.picture import QrCode
from handlers.help import shortcuts

SAID = ("linked", "no_code", "unlinked", "nobody", "stranger")
"""What the reception found; see bot.reception."""

UNLINK_ALL = "unlink_all"
"""The button of somebody who is known here and wants to be unknown in the chat channels."""


class Account(Plain):
    """Connects channels: one person, many channels."""

    name = "account"
    rooms = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """Give a code to somebody who is known here."""
        code = ctx.world.fresh_invitation
        if ctx.person.role is Role.GUEST or not code:
            return ctx.reply(Reply(ctx.say("account.nobody")), kind=Kind.ANSWER)
        minutes = int(LASTS_IN_CHAT.total_seconds() // 60)
        text = ctx.say("account.invite", code=code, minutes=minutes)
        effect = Invite(ctx.person.id, digest(code), ctx.now + LASTS_IN_CHAT)
        link = telegram_link(ctx.know.telegram, code) if ctx.know.telegram else ""
        steps = (
            ctx.say("account.step_write", code=code),
            *((ctx.say("account.step_scan", link=link),) if link else ()),
            ctx.say("account.step_wait"),
        )
        reply = Reply(text, title=ctx.say("account.title"), do=steps, pictures=_pictures(ctx, link))
        return ctx.reply(reply, kind=Kind.ANSWER, effects=(effect,))

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler."""
        if rest == UNLINK_ALL:
            return _unlink(ctx, sure=True)
        if rest not in SAID:
            return None if rest else self.start(ctx)
        text = ctx.say(f"account.{rest}", name=ctx.person.shown_name)
        if rest in ("no_code", "stranger"):
            return ctx.reply(Reply(text, tone=Tone.WARNING), kind=Kind.UNKNOWN)
        choices = tuple(ctx.button(f"{name}:", f"{name}.button") for name in shortcuts(ctx.person))
        return ctx.reply(Reply(text, choices=choices), kind=Kind.ANSWER)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. A code that arrives here was typed where one is known already.

        "Koble fra" ends a channel where it is written in one; it comes here from the web page.
        """
        if typed.means(ctx.know.base.words, "account.typed.unlink", text):
            return _unlink(ctx, sure=False)
        if not in_text(text, ctx.know.base.words.typed("account.before")):
            return None
        return ctx.reply(Reply(ctx.say("account.wrong_place")), kind=Kind.UNKNOWN)


def _unlink(ctx: Context, *, sure: bool) -> Outcome:
    """Ask once, then make the person unknown in Telegram and Teams."""
    if ctx.person.role is Role.GUEST:
        return ctx.reply(Reply(ctx.say("account.nobody")), kind=Kind.ANSWER)
    if sure:
        done = Reply(ctx.say("account.unlinked_all"))
        return ctx.reply(done, kind=Kind.ANSWER, effects=(UnlinkChats(ctx.person.id),))
    button = ctx.button(f"account:{UNLINK_ALL}", "account.unlink_all")
    return ctx.reply(Reply(ctx.say("account.unlink_ask"), choices=(button,)), kind=Kind.ANSWER)


def _pictures(ctx: Context, link: str) -> tuple[QrCode, ...]:
    """Return the link for the camera of a telephone; it works as long as the code in it."""
    if not link:
        return ()
    return (QrCode(ctx.say("account.qr"), link, ctx.say("account.qr_desc", link=link)),)
