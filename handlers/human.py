"""Leads to a person: who to turn to, by role and service."""

from __future__ import annotations

from bot.conversation.context import Context, Plain
from bot.domain.message import Reply
from bot.domain.outcome import Kind, Outcome


class Human(Plain):
    """Names the role to turn to. The sources give no names and no numbers, so a post is named."""

    name = "human"
    topic: str | None = "bot.human"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        team = _team(ctx)
        text = ctx.say("human.team", team=team) if team else ctx.say("human.general")
        reply = Reply(
            "\n\n".join((text, ctx.say("human.law"), ctx.say("human.danger"))),
            title=ctx.say("human.title"),
        )
        return ctx.reply(reply, kind=Kind.PERSON, topics=("bot.human",))


def _team(ctx: Context) -> str | None:
    directory = ctx.know.directory
    service = directory.services.get(ctx.person.service or "")
    post = ctx.person.post or (service.served_by[0] if service and service.served_by else None)
    return directory.team_name(post) if post and post in directory.posts else None
