"""Makes somebody known in another channel: gives a code there, and says how it went where it was used."""

from __future__ import annotations

from bot.conversation import typed
from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.message.button_id import ButtonId, Parts
from bot.domain.message.event import AccountEvent, Event
from bot.domain.message.message import Reply, Tone
from bot.domain.message.picture import QrCode
from bot.domain.person.invitation import LASTS_IN_CHAT, digest, in_text, telegram_link
from bot.domain.person.person import Role
from bot.domain.turn.outcome import Invite, Outcome, OutcomeKind, UnlinkChats
from handlers.basics.help import shortcuts

REFUSED = (AccountEvent.NO_CODE, AccountEvent.STRANGER)
"""What somebody has to be warned of, rather than told."""

UNLINK_ALL = "unlink_all"
"""The button of somebody who is known here and wants to be unknown in the chat channels."""


class Account(Plain):
    """Connects channels: one person, many channels."""

    name = "account"
    surfaces = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """Give a code to somebody who is known here."""
        code = ctx.snapshot.fresh_invitation
        if ctx.person.role is Role.GUEST or not code:
            return ctx.reply(Reply(ctx.say("account.nobody")), kind=OutcomeKind.ANSWER)
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
        return ctx.reply(reply, kind=OutcomeKind.ANSWER, effects=(effect,))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if parts == (UNLINK_ALL,):
            return _unlink(ctx, sure=True)
        return None if parts else self.start(ctx)

    def happened(self, ctx: Context, event: Event) -> Outcome | None:
        """See Handler. Whoever is somebody else now learns what can be done."""
        if not isinstance(event, AccountEvent):
            return None
        text = ctx.say(f"account.{event}", name=ctx.person.shown_name)
        if event in REFUSED:
            return ctx.reply(Reply(text, tone=Tone.WARNING), kind=OutcomeKind.UNKNOWN)
        choices = tuple(ctx.button(ButtonId(name), f"{name}.button") for name in shortcuts(ctx.person))
        return ctx.reply(Reply(text, choices=choices), kind=OutcomeKind.ANSWER)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. A code that arrives here was typed where one is known already.

        "Koble fra" ends a channel where it is written in one; it comes here from the web page.
        """
        if typed.means(ctx.know.base.words, "account.typed.unlink", text):
            return _unlink(ctx, sure=False)
        if not in_text(text, ctx.know.base.words.typed("account.before")):
            return None
        return ctx.reply(Reply(ctx.say("account.wrong_place")), kind=OutcomeKind.UNKNOWN)


def _unlink(ctx: Context, *, sure: bool) -> Outcome:
    """Ask once, then make the person unknown in Telegram and Teams."""
    if ctx.person.role is Role.GUEST:
        return ctx.reply(Reply(ctx.say("account.nobody")), kind=OutcomeKind.ANSWER)
    if sure:
        done = Reply(ctx.say("account.unlinked_all"))
        return ctx.reply(done, kind=OutcomeKind.ANSWER, effects=(UnlinkChats(ctx.person.id),))
    button = ctx.button(ButtonId("account", UNLINK_ALL), "account.unlink_all")
    return ctx.reply(Reply(ctx.say("account.unlink_ask"), choices=(button,)), kind=OutcomeKind.ANSWER)


def _pictures(ctx: Context, link: str) -> tuple[QrCode, ...]:
    """Return the link for the camera of a telephone; it works as long as the code in it."""
    if not link:
        return ()
    return (QrCode(ctx.say("account.qr"), link, ctx.say("account.qr_desc", link=link)),)
