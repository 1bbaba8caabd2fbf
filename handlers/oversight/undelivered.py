"""Notices that nobody received: which, since when, whom they were for, and what the coordinator can do."""

from __future__ import annotations

from bot.conversation import answers
from bot.conversation.context import Context, Plain, norwegian
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Reply, Tone
from bot.domain.person.person import Capability
from bot.domain.turn.outcome import Outcome
from bot.domain.turn.snapshot import Unread
from handlers.referral.history import post_name


class Undelivered(Plain):
    """Lists them for the coordinator. One leaves the list when its reader has seen it."""

    name = "stranded"
    topic: str | None = "bot.referral_status"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Capability.OVERSEE):
            return answers.explained(ctx, "bot.referral_status", ctx.say("stranded.not_for_you"))
        back = ctx.button(ButtonId("referrals"), "overview.title")
        found = ctx.snapshot.stranded
        if not found:
            return ctx.reply(
                Reply(ctx.say("stranded.none"), title=ctx.say("stranded.title"), choices=(back,))
            )
        lines = (_line(ctx, one) for one in found)
        nobody = any(not one.person for one in found)
        reply = Reply(
            "\n".join((ctx.say("stranded.count", count=len(found)), *lines)),
            title=ctx.say("stranded.title"),
            do=(
                ctx.say("stranded.do.ask"),
                *((ctx.say("stranded.do.attach"),) if nobody else ()),
                ctx.say("stranded.do.address"),
            ),
            tone=Tone.WARNING,
            choices=(back,),
        )
        return ctx.reply(reply)


def _line(ctx: Context, one: Unread) -> str:
    known = one.post and one.post in ctx.know.directory.posts
    place = post_name(ctx, one.post) if one.post and known else ctx.say("role.clinician")
    to = f"{one.person} ({place})" if one.person else place
    deputy = "deputy" if one.deputy else "no_deputy"
    return ctx.say(
        f"stranded.line.{deputy}",
        code=one.code,
        to=to,
        since=norwegian(one.at).strftime("%d.%m.%Y %H:%M"),
    )
