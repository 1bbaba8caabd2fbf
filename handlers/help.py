"""What the assistant can do, by role."""

from __future__ import annotations

from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.message import Reply, Room
from bot.domain.outcome import Kind, Outcome
from bot.domain.person import Action, Person, Role


def shortcuts(person: Person) -> tuple[str, ...]:
    """Return the handlers offered to this person first, by role."""
    if person.may(Action.REFER):
        return ("refer", "ways", "referrals", "topics", "human")
    if person.may(Action.INQUIRE):
        return ("ways", "referrals", "topics", "human")
    if person.may(Action.HANDLE):
        return ("referrals", "places", "topics", "human")
    if person.may(Action.OVERSEE):
        return ("referrals", "topics", "human")
    if person.role is Role.NEWCOMER:
        return ("course", "topics", "human")
    return ("topics", "human")


class Help(Plain):
    """Says what one can ask and do here, and that nobody may write about identifiable patients."""

    name = "help"
    rooms = EVERYWHERE
    topic: str | None = "bot.help"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        role = ctx.person.role
        known = role is not Role.GUEST and ctx.turn.room is Room.ALL
        offered = (*shortcuts(ctx.person), *(("account",) if known and ctx.know.chats else ()))
        reply = Reply(
            "\n\n".join((ctx.say(f"help.{role}"), ctx.say("help.never"))),
            title=ctx.say("help.title"),
            choices=tuple(ctx.button(f"{name}:", f"{name}.button") for name in offered),
        )
        return ctx.reply(reply, kind=Kind.ANSWER)
