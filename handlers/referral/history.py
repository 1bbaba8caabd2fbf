"""What happened to a referral, line by line: when, by whom, what, and why where a reason is due."""

from __future__ import annotations

from bot.conversation.context import Context, norwegian
from bot.domain.case.referral import CLOCK, Change, Reason, Referral
from bot.domain.person.person import Role
from bot.domain.person.pseudonym import former_role


def history(ctx: Context, referral: Referral) -> str:
    """Return the history, the oldest first."""
    before: Change | None = None
    lines = []
    for change in referral.history:
        at = norwegian(change.at).strftime("%d.%m.%Y %H:%M")
        what = _what(ctx, change, before, referral)
        lines.append(ctx.say("referrals.change", at=at, who=who(ctx, change.by), what=what))
        before = change
    return "\n".join(lines)


def who(ctx: Context, person_id: str) -> str:
    """Return the name of a member of staff; of somebody who was deleted the role."""
    if person_id == CLOCK:
        return ctx.say("referrals.clock")
    if role := former_role(person_id):
        return ctx.say("forget_me.former", role=ctx.say(f"role.{role}"))
    if person_id == ctx.person.id:
        return ctx.person.shown_name  # whoever acts in this very turn
    return ctx.snapshot.names.get(person_id, person_id)


def _replaced(ctx: Context, change: Change, referral: Referral) -> str:
    """Return what replacing a consent meant: one employer came in, or the patient was asked anew."""
    was = change.replaced or referral.consent
    known = referral.consents
    came = known[known.index(was) + 1]
    if came.employer_on and came.employer_on != was.employer_on and came.given_on == was.given_on:
        return ctx.say("employer.history")
    return ctx.say("renew.history", given=ctx.day(was.given_on))


def _what(ctx: Context, change: Change, before: Change | None, referral: Referral) -> str:
    parts = []
    if before is None or change.to is not before.to:
        reason = f" ({ctx.say(f'reason.{change.reason}')})" if change.reason else ""
        parts.append(ctx.say(f"state.{change.to}") + reason)
    elif change.reason is Reason.CONSENT_RAN_OUT:
        parts.append(ctx.say("referrals.ran_out"))
    if change.milestone:
        parts.append(ctx.say(f"milestone.{change.milestone}"))
    if change.post and before is not None:
        parts.append(ctx.say("referrals.moved", post=post_name(ctx, change.post)))
    if change.narrowed:
        parts.append(ctx.say(f"narrow.history.{change.narrowed}"))
    if change.replaced:
        parts.append(_replaced(ctx, change, referral))
    if change.talk:
        at = change.talk.start.strftime("%d.%m.%Y %H:%M")
        off = "off." if change.talk.off else ""
        parts.append(ctx.say(f"contact.history.{off}{change.talk.kind}", at=at))
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
