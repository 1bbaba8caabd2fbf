"""What the assistant can do, by role."""

from __future__ import annotations

from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Reply, Surface
from bot.domain.person.person import Capability, Person, Role
from bot.domain.turn.outcome import Outcome, OutcomeKind


def shortcuts(person: Person) -> tuple[str, ...]:
    """Return the handlers offered to this person first, by role."""
    if person.may(Capability.REFER):
        return ("refer", "share", "ways", "referrals", "topics", "events", "human")
    if person.may(Capability.INQUIRE):
        return ("ways", "share", "referrals", "topics", "events", "human")
    if person.may(Capability.HANDLE):
        return ("referrals", "places", "share", "topics", "events", "human")
    if person.may(Capability.OVERSEE):
        return ("referrals", "statistics", "unanswered", "newsletter", "events", "topics", "human")
    if person.role is Role.NEWCOMER:
        return ("course", "share", "topics", "events", "human")
    return ("topics", "share", "human")


class Help(Plain):
    """Says what one can ask and do here, and that nobody may write about identifiable patients."""

    name = "help"
    surfaces = EVERYWHERE
    topic: str | None = "bot.help"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        role = ctx.person.role
        known = role is not Role.GUEST and ctx.turn.surface is Surface.ALL
        offered = (*shortcuts(ctx.person), *(("account",) if known and ctx.know.chats else ()))
        reply = Reply(
            "\n\n".join((ctx.say(f"help.{role}"), ctx.say("help.never"))),
            title=ctx.say("help.title"),
            choices=tuple(ctx.button(ButtonId(name), f"{name}.button") for name in offered),
        )
        return ctx.reply(reply, kind=OutcomeKind.ANSWER)
