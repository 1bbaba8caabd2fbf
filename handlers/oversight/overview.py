"""How full the teams are, where nobody is, what is not answered: numbers and posts, no referral."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation import occupancy as seats
from bot.conversation.context import Context
from bot.domain.clock.working_days import is_working_day
from bot.domain.inquiry.deadlines import late
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Reply, Tone
from bot.domain.message.picture import Group, Look, Places
from bot.domain.organisation.directory import IPS, Post, Team
from bot.domain.person.person import Capability, Role
from bot.domain.referral.deadlines import unopened
from handlers.oversight import inbox
from handlers.referral.history import post_name, seat

LINES = {Look.PRESENT: "overview.line", Look.AWAY: "overview.away", Look.EMPTY: "overview.empty"}


def faults(ctx: Context) -> Reply:
    """Return which posts have no person attached: nobody reads what is sent there."""
    empty = [p.id for p in ctx.know.directory.posts.values() if p.id not in ctx.snapshot.held]
    if not empty:
        return Reply(ctx.say("overview.no_faults"), title=ctx.say("overview.faults"), choices=_stranded(ctx))
    lines = [ctx.say("overview.no_person", post=post_name(ctx, post)) for post in empty]
    text = "\n".join((*lines, ctx.say("overview.where_to")))
    return Reply(text, title=ctx.say("overview.faults"), tone=Tone.WARNING, choices=_stranded(ctx))


def _stranded(ctx: Context) -> tuple[Choice, ...]:
    """Return the button to the notices that nobody received, with their number."""
    return (ctx.button(ButtonId("stranded"), "stranded.button", count=len(ctx.snapshot.stranded)),)


def places(ctx: Context, only: str | None = None) -> Reply:
    """Return free places per post and the length of each team's waiting list; of one team if one is named."""
    teams = [t for t in ctx.know.directory.teams.values() if t.kind == IPS and only in (None, t.id)]
    text = "\n\n".join(_team(ctx, team) for team in teams)
    title = ctx.say("overview.title")
    return Reply(text, title=title, pictures=(_picture(ctx, title, teams),))


def _picture(ctx: Context, title: str, teams: Sequence[Team]) -> Places:
    """Return what the text says as a picture: a square for each place."""
    groups = (
        Group(
            team.name, tuple(seats.row(ctx.say, inbox.seats(ctx, post)) for post in _specialists(ctx, team))
        )
        for team in teams
    )
    return Places(title, ctx.say("overview.picture"), tuple(groups))


def _specialists(ctx: Context, team: Team) -> list[Post]:
    return [p for p in _posts(ctx, team) if p.role is Role.JOB_SPECIALIST]


def _posts(ctx: Context, team: Team) -> list[Post]:
    return [p for p in ctx.know.directory.posts.values() if p.team == team.id]


def _team(ctx: Context, team: Team) -> str:
    lines = [_line(ctx, post) for post in _specialists(ctx, team)]
    waiting = len(ctx.snapshot.queues.get(team.id, ()))
    return "\n".join(
        (team.name, *lines, ctx.say("overview.waiting", count=waiting), *_late(ctx, _posts(ctx, team)))
    )


def _late(ctx: Context, posts: Sequence[Post]) -> tuple[str, ...]:
    """Return how many inquiries to these posts nobody has answered in time, for whoever oversees them."""
    if not ctx.person.may(Capability.OVERSEE):
        return ()
    since = (at for post in posts for at in ctx.snapshot.asked.get(post.id, ()))
    rules = ctx.know.directory.rules
    count = late(since, ctx.now, is_working_day, rules)
    two, three, five = (count[kind] for kind in unopened(rules))
    return (ctx.say("overview.late" if two else "overview.none_late", two=two, three=three, five=five),)


def _line(ctx: Context, post: Post) -> str:
    found = inbox.seats(ctx, post)
    return ctx.say(
        LINES[seats.look(found)],
        role=ctx.say(f"role.{post.role}"),
        seat=seat(ctx, post.id),
        free=found.free,
        taken=found.taken,
        all=post.capacity,
    )
