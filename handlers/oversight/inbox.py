"""The inbox: what waits for me, what is in progress, how full the team is. One acts in the chat."""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation.context import Context
from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral, State
from bot.domain.clock.norway import norwegian
from bot.domain.clock.working_days import is_working_day, time_on_working_days
from bot.domain.message.button_id import ButtonId
from bot.domain.message.inbox import Board, Item, Occupancy, OtherPost, TeamView, VacantPosts
from bot.domain.organisation.directory import IPS, Post, Team
from bot.domain.organisation.routing import PostLoad, free_places
from bot.domain.person.person import Capability, Role
from bot.domain.referral.deadlines import Overdue, deadline
from bot.domain.referral.meetings import pending
from bot.domain.referral.steps import place_in_queue
from bot.domain.referral.waiting import Part, part_of, waits_since
from handlers.oversight import inbox_inquiries
from handlers.referral import view
from handlers.referral.history import post_name, seat


def board(ctx: Context) -> Board | None:
    """Return the inbox of this person; None for roles that neither handle referrals nor oversee the teams."""
    if ctx.person.may(Capability.OVERSEE):
        return _overseen(ctx)
    return _handled(ctx) if ctx.person.may(Capability.HANDLE) else None


def _overseen(ctx: Context) -> Board:
    teams = (team for team in ctx.know.directory.teams.values() if team.kind == IPS)
    return Board(ctx.lang, ctx.now, teams=tuple(_team(ctx, team) for team in teams), faults=vacant(ctx))


def _handled(ctx: Context) -> Board:
    parts: dict[Part, list[Referral]] = {part: [] for part in Part}
    for referral in sorted(ctx.snapshot.referrals.values(), key=lambda r: (waits_since(r), r.code)):
        if part := part_of(ctx.person, referral, ctx.know.directory, ctx.snapshot, ctx.now):
            parts[part].append(referral)
    asked = inbox_inquiries.parts(ctx)
    own = ctx.know.directory.posts.get(ctx.person.post or "")
    queue = [r for part in (Part.WAITS, Part.QUEUE) for r in parts[part] if r.state is State.ON_HOLD]
    teams = (_team(ctx, ctx.know.directory.teams[own.team], queue),) if own else ()
    return Board(
        ctx.lang,
        ctx.now,
        waits=_items(ctx, parts[Part.WAITS], asked[Part.WAITS], waits=True),
        mine=_items(ctx, parts[Part.MINE], asked[Part.MINE]),
        elsewhere=_elsewhere(ctx, parts[Part.TEAM], asked[Part.TEAM]),
        teams=teams,
    )


def _items(
    ctx: Context, referrals: Iterable[Referral], asked: Iterable[Inquiry], *, waits: bool = False
) -> tuple[Item, ...]:
    """Return referrals and inquiries as one list: the next to run out first, then the longest waiting."""
    found = [item(ctx, referral, waits=waits) for referral in referrals]
    found += [inbox_inquiries.item(ctx, inquiry, waits=waits) for inquiry in asked]
    return tuple(
        sorted(found, key=lambda one: (one.deadline is None, one.deadline or one.since, one.since, one.code))
    )


def item(ctx: Context, referral: Referral, *, waits: bool = False) -> Item:
    """Return a referral as a line of the inbox; `waits` when it waits for this person."""
    paused = referral.is_paused(ctx.now.date())
    limit = None if paused else deadline(referral, is_working_day, ctx.know.directory.rules)
    since = waits_since(referral)
    return Item(
        code=referral.code,
        press=ButtonId("referrals", referral.code),
        state=_state(ctx, referral),
        next=_next(ctx, referral) if waits else view.next_step(ctx, referral),
        service=ctx.know.directory.service_name(referral.service),
        post="" if referral.post == ctx.person.post else post_name(ctx, referral.post),
        since=norwegian(since),
        waited=time_on_working_days(norwegian(since), ctx.now),
        deadline=norwegian(limit.at) if limit else None,
        exact=limit is not None and limit.kind is Overdue.NOT_OPENED,
        late=limit is not None and limit.has_passed(ctx.now),
        place=place_in_queue(referral, ctx.know.directory, ctx.snapshot),
        talk=", ".join(view.talk_time(one.talk) for one in pending(referral, ctx.now) if one.talk),
    )


def _state(ctx: Context, referral: Referral) -> str:
    reached = referral.state is State.IN_PROGRESS and referral.milestone
    if reached and not referral.is_paused(ctx.now.date()):
        return ctx.say(f"milestone.{referral.milestone}")
    return view.state(ctx, referral)


def _next(ctx: Context, referral: Referral) -> str:
    """Return what to do with something that waits; it may lie elsewhere, or be on the waiting list."""
    if referral.post != ctx.person.post:
        return ctx.say("inbox.take" if referral.post in ctx.snapshot.held else "inbox.take_unheld")
    if referral.state is State.ON_HOLD:
        supervises = ctx.person.role is Role.METHOD_SUPERVISOR
        return ctx.say("inbox.room_to_give" if supervises else "inbox.room")
    return view.next_step(ctx, referral)


def _elsewhere(ctx: Context, referrals: list[Referral], asked: list[Inquiry]) -> tuple[OtherPost, ...]:
    lies_at = {r.post for r in referrals} | {i.post for i in asked}
    return tuple(
        OtherPost(
            post_name(ctx, post),
            _items(ctx, (r for r in referrals if r.post == post), (i for i in asked if i.post == post)),
        )
        for post in ctx.know.directory.posts
        if post in lies_at
    )


def _team(ctx: Context, team: Team, queue: Iterable[Referral] = ()) -> TeamView:
    posts = [p for p in ctx.know.directory.posts.values() if p.team == team.id]
    supervisor = ctx.know.directory.supervisor_of(team.id)
    line = sorted(queue, key=lambda r: place_in_queue(r, ctx.know.directory, ctx.snapshot))
    return TeamView(
        id=team.id,
        name=team.name,
        seats=tuple(seats(ctx, post) for post in posts if post.role is Role.JOB_SPECIALIST),
        supervisor=_name(ctx, supervisor) if supervisor else "",
        supervised=supervisor is not None and supervisor.id in ctx.snapshot.held,
        waiting=len(ctx.snapshot.queues.get(team.id, ())),
        queue=tuple(item(ctx, r) for r in line) if ctx.person.role is Role.METHOD_SUPERVISOR else (),
    )


def seats(ctx: Context, post: Post) -> Occupancy:
    """Return how full a post is; where nobody is attached nothing is free."""
    load = ctx.snapshot.loads.get(post.id, PostLoad())
    held = post.id in ctx.snapshot.held
    free = free_places(post, load) if held else 0
    return Occupancy(_name(ctx, post), load.open_referrals, post.capacity, free, load.away, held)


def _name(ctx: Context, post: Post) -> str:
    return ctx.say(f"role.{post.role}") + seat(ctx, post.id)


def vacant(ctx: Context) -> tuple[VacantPosts, ...]:
    """Return the posts that no person is attached to, by team: nobody reads what is sent there."""
    found = []
    for team in ctx.know.directory.teams.values():
        posts = [p for p in ctx.know.directory.posts.values() if p.team == team.id]
        empty = [p for p in posts if p.id not in ctx.snapshot.held]
        if empty:
            names = tuple(_name(ctx, post) for post in empty)
            found.append(VacantPosts(team.name, names, len(empty) == len(posts)))
    return tuple(found)
