"""Leads to a person: who to turn to, by role and service."""

from __future__ import annotations

from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.message import Reply
from bot.domain.outcome import Kind, Outcome
from bot.domain.reach import Reach
from handlers import reach_words


class Human(Plain):
    """Names the role to turn to. The sources give no names and no numbers, so a post is named."""

    name = "human"
    rooms = EVERYWHERE
    topic: str | None = "bot.human"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        team = _team_name(ctx)
        text = ctx.say("human.team", team=team) if team else ctx.say("human.general")
        reply = Reply(
            "\n\n".join(filter(None, (text, _reached(ctx), ctx.say("human.law"), ctx.say("human.danger")))),
            title=ctx.say("human.title"),
        )
        return ctx.reply(reply, kind=Kind.PERSON, topics=("bot.human",))


def _post(ctx: Context) -> str | None:
    directory = ctx.know.directory
    service = directory.services.get(ctx.person.service or "")
    post = ctx.person.post or (service.served_by[0] if service and service.served_by else None)
    return post if post in directory.posts else None


def _team_name(ctx: Context) -> str | None:
    post = _post(ctx)
    return ctx.know.directory.team_name(post) if post else None


def _reached(ctx: Context) -> str:
    """Return when the method supervisor can be reached, as far as that is known."""
    post = _post(ctx)
    supervisor = ctx.know.directory.supervisor_of(ctx.know.directory.posts[post].team) if post else None
    lines = reach_words.lines(ctx, ctx.world.reach.get(supervisor.id, Reach())) if supervisor else ()
    return "\n".join((ctx.say("reach.supervisor"), *lines)) if lines else ""
