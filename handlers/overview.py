"""How full the teams are, where nobody is, what is not answered: numbers and posts, no referral."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.context import Context
from bot.domain.deadlines import UNOPENED
from bot.domain.directory import IPS, Post, Team
from bot.domain.inquiry_clock import late
from bot.domain.message import Choice, Reply, Tone
from bot.domain.person import Action, Role
from bot.domain.routing import PostLoad, free_places
from bot.domain.working_days import is_working_day
from handlers.referral_history import post_name, seat


def faults(ctx: Context) -> Reply:
    """Return which posts have no person attached: nobody reads what is sent there."""
    empty = [p.id for p in ctx.know.directory.posts.values() if p.id not in ctx.world.held]
    if not empty:
        return Reply(ctx.say("overview.no_faults"), title=ctx.say("overview.faults"), choices=_stranded(ctx))
    lines = [ctx.say("overview.no_person", post=post_name(ctx, post)) for post in empty]
    text = "\n".join((*lines, ctx.say("overview.where_to")))
    return Reply(text, title=ctx.say("overview.faults"), tone=Tone.WARNING, choices=_stranded(ctx))


def _stranded(ctx: Context) -> tuple[Choice, ...]:
    """Return the button to the notices that nobody received, with their number."""
    return (ctx.button("stranded:", "stranded.button", count=len(ctx.world.stranded)),)


def places(ctx: Context, only: str | None = None) -> Reply:
    """Return free places per post and the length of each team's waiting list; of one team if one is named."""
    teams = (t for t in ctx.know.directory.teams.values() if t.kind == IPS and only in (None, t.id))
    text = "\n\n".join(_team(ctx, team) for team in teams)
    return Reply(text, title=ctx.say("overview.title"))


def _team(ctx: Context, team: Team) -> str:
    posts = [p for p in ctx.know.directory.posts.values() if p.team == team.id]
    lines = [_line(ctx, post) for post in posts if post.role is Role.JOB_SPECIALIST]
    waiting = len(ctx.world.queues.get(team.id, ()))
    return "\n".join((team.name, *lines, ctx.say("overview.waiting", count=waiting), *_late(ctx, posts)))


def _late(ctx: Context, posts: Sequence[Post]) -> tuple[str, ...]:
    """Return how many inquiries to these posts nobody has answered in time, for whoever oversees them."""
    if not ctx.person.may(Action.OVERSEE):
        return ()
    since = (at for post in posts for at in ctx.world.asked.get(post.id, ()))
    count = late(since, ctx.now, is_working_day)
    two, three, five = (count[kind] for kind in UNOPENED)
    return (ctx.say("overview.late" if two else "overview.none_late", two=two, three=three, five=five),)


def _line(ctx: Context, post: Post) -> str:
    load = ctx.world.loads.get(post.id, PostLoad())
    return ctx.say(
        "overview.away" if load.away else "overview.line",
        role=ctx.say(f"role.{post.role}"),
        seat=seat(ctx, post.id),
        free=free_places(post, load),
        all=post.capacity,
    )
