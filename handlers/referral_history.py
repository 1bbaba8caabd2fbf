"""What happened to a referral, line by line: when, by whom, what, and why where a reason is due."""

from __future__ import annotations

from bot.conversation.context import Context, norwegian
from bot.domain.person import Role
from bot.domain.pseudonym import former_role
from bot.domain.referral import CLOCK, Change, Referral


def history(ctx: Context, referral: Referral) -> str:
    """Return the history, the oldest first."""
    before: Change | None = None
    lines = []
    for change in referral.history:
        at = norwegian(change.at).strftime("%d.%m.%Y %H:%M")
        what = _what(ctx, change, before)
        lines.append(ctx.say("referrals.change", at=at, who=who(ctx, change.by), what=what))
        before = change
    return "\n".join(lines)


def who(ctx: Context, person_id: str) -> str:
    """Return the name of a member of staff; of somebody who was deleted the role."""
    if person_id == CLOCK:
        return ctx.say("referrals.clock")
    if role := former_role(person_id):
        return ctx.say("forget_me.former", role=ctx.say(f"role.{role}"))
    return ctx.world.names.get(person_id, person_id)


def _what(ctx: Context, change: Change, before: Change | None) -> str:
    parts = []
    if before is None or change.to is not before.to:
        reason = f" ({ctx.say(f'reason.{change.reason}')})" if change.reason else ""
        parts.append(ctx.say(f"state.{change.to}") + reason)
    if change.milestone:
        parts.append(ctx.say(f"milestone.{change.milestone}"))
    if change.post and before is not None:
        parts.append(ctx.say("referrals.moved", post=post_name(ctx, change.post)))
    if change.narrowed:
        parts.append(ctx.say(f"narrow.history.{change.narrowed}"))
    if change.replaced:
        parts.append(ctx.say("renew.history", given=ctx.day(change.replaced.given_on)))
    if change.talk:
        at = change.talk.start.strftime("%d.%m.%Y %H:%M")
        parts.append(ctx.say(f"contact.history.{change.talk.kind}", at=at))
    return ". ".join(parts)


def post_name(ctx: Context, post: str) -> str:
    """Return a post as people know it: role, team and seat; a number where its team gives it no seat."""
    directory = ctx.know.directory
    if post not in directory.posts:
        return post
    supervised = directory.posts[post].role is Role.METHOD_SUPERVISOR
    key = "human.role.supervisor" if supervised else "human.role.specialist"
    return ctx.say(key, team=directory.team_name(post), seat=seat(ctx, post))


def seat(ctx: Context, post: str) -> str:
    """Return the seat of a known post in brackets, else its number among its likes, else nothing."""
    posts = ctx.know.directory.posts
    own = posts[post]
    likes = [p.id for p in posts.values() if (p.team, p.role) == (own.team, own.role)]
    name = own.seat or (str(likes.index(post) + 1) if len(likes) > 1 else "")
    return f" ({name})" if name else ""
