"""Free places: how full the team is, for those who work in it; all teams, for the coordinator."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.domain.audit.entry import AuditAction
from bot.domain.person.person import Capability
from bot.domain.turn.outcome import Audit, Outcome
from handlers.oversight import overview

WAITING = "referral.waiting_list"


class FreePlaces(Plain):
    """Shows free places and the length of waiting lists: numbers and posts, no referral."""

    name = "places"
    topic: str | None = WAITING

    def start(self, ctx: Context) -> Outcome:
        """See Handler. Others learn what a full team means for a referral."""
        if ctx.person.may(Capability.OVERSEE):
            return ctx.reply(overview.places(ctx))
        post = ctx.know.directory.posts.get(ctx.person.post or "")
        if post is not None and ctx.person.may(Capability.HANDLE):
            return ctx.reply(overview.places(ctx, post.team))
        told = answers.explained(ctx, WAITING, ctx.say("overview.not_for_you"))
        return replace(told, record=(Audit(ctx.person.id, AuditAction.DENIED, Capability.OVERSEE),))
