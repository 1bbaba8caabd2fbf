"""Leads to a person: who to turn to, by role and service."""

from __future__ import annotations

from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.case.inquiry import NAVS, InquiryKind
from bot.domain.message.message import Choice, Reply, Surface
from bot.domain.organisation.directory import Post
from bot.domain.person.availability import Reach
from bot.domain.turn.outcome import Outcome, OutcomeKind
from handlers.inquiry.ask import buttons
from handlers.meetings import availability_words as reach_words
from handlers.referral.history import post_name


class Human(Plain):
    """Names the role to turn to. The sources give no names and no numbers, so a post is named."""

    name = "human"
    surfaces = EVERYWHERE
    topic: str | None = "bot.human"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        posts = _posts(ctx)
        text = ctx.say("human.team", team=ctx.know.directory.team_name(posts[0].id)) if posts else ""
        parts = (text or ctx.say("human.general"), _reached(ctx, posts), ctx.say("human.law"))
        reply = Reply(
            "\n\n".join(filter(None, (*parts, ctx.say("human.danger")))),
            title=ctx.say("human.title"),
            choices=_instead(ctx),
        )
        return ctx.reply(reply, kind=OutcomeKind.PERSON, topics=("bot.human",))


def _instead(ctx: Context) -> tuple[Choice, ...]:
    """Return what can be asked of a human from here; nothing where others read along."""
    if ctx.turn.surface is not Surface.ALL:
        return ()
    return buttons(ctx, InquiryKind.TALK, InquiryKind.MEETING, InquiryKind.SUPERVISOR, *NAVS)


def _posts(ctx: Context) -> tuple[Post, ...]:
    """Return the posts to turn to: who one works with, and the method supervisor of the team."""
    directory = ctx.know.directory
    service = directory.services.get(ctx.person.service or "")
    own = ctx.person.post or (service.served_by[0] if service and service.served_by else "")
    post = directory.posts.get(own)
    if post is None:
        return ()
    near = () if own == ctx.person.post else (post,)
    return (*near, *filter(None, [directory.supervisor_of(post.team)]))


def _reached(ctx: Context, posts: tuple[Post, ...]) -> str:
    """Return when each of them can be reached, a line each, as far as that is known."""
    lines = []
    for post in posts:
        known = reach_words.lines(ctx, ctx.snapshot.reach.get(post.id, Reach()))
        name = post_name(ctx, post.id)
        empty = "human.no_hours" if post.id in ctx.snapshot.held else "human.nobody"
        lines.append(f"- {name[0].upper()}{name[1:]}. {' '.join(known) if known else ctx.say(empty)}")
    return "\n".join((ctx.say("human.reach"), *lines)) if lines else ""
