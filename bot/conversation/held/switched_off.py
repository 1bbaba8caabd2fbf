"""What is said while the service is switched off: why, where to turn, and the numbers for danger.

Danger and what identifies somebody are answered as ever. Nothing else is: no dialog goes on, nothing is sent.
"""

from __future__ import annotations

from bot.conversation import intercept as alarm
from bot.conversation.context import Context
from bot.domain.message.message import Reply, Tone
from bot.domain.turn.off import Off
from bot.domain.turn.outcome import Outcome, OutcomeKind

NUMBERS = ("113", "116_117")


def answered(ctx: Context, off: Off) -> Outcome:
    """Return what any turn leads to; the talk stays where it was, for when the service is on again."""
    return alarm.stopped(ctx) or ctx.reply(notice(ctx, off), kind=OutcomeKind.OFF)


def notice(ctx: Context, off: Off) -> Reply:
    """Return the one thing there is to say."""
    parts = (
        ctx.say("switched_off.text", reason=off.reason),
        ctx.say("switched_off.kept"),
        _where(ctx),
        ctx.say("human.danger"),
    )
    words = ctx.know.base.words
    return Reply(
        "\n\n".join(parts),
        title=ctx.say("switched_off.title"),
        calls=tuple(alarm.call(words, ctx.lang, number) for number in NUMBERS),
        tone=Tone.WARNING,
    )


def _where(ctx: Context) -> str:
    """Return where to turn: to one's own team if that is known."""
    directory = ctx.know.directory
    service = directory.services.get(ctx.person.service or "")
    near = ctx.person.post or (service.served_by[0] if service and service.served_by else "")
    team = directory.team_name(near) if near in directory.posts else ""
    return ctx.say("human.team", team=team) if team else ctx.say("human.general")
