"""Moves a referral to another post of its team, or to the waiting list at the method supervisor.

The history goes along, and both sides are told. A post never gets more than its places.
"""

from __future__ import annotations

from bot.conversation.context import Context
from bot.domain.case.referral import WAIT_REASONS, Reason, Referral, State
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Reply
from bot.domain.organisation.directory import Post
from bot.domain.organisation.routing import PostLoad, free_places
from bot.domain.person.person import Role
from bot.domain.referral.steps import Step, targets, true_reasons
from bot.domain.turn.outcome import Outcome
from handlers.meetings import cancelled as calling_off
from handlers.referral import news, view
from handlers.referral.history import post_name, seat


def wait(ctx: Context, referral: Referral, detail: str) -> Outcome | None:
    """Ask why, then put the referral on the waiting list, at the team's method supervisor."""
    directory = ctx.know.directory
    supervisor = directory.supervisor_of(directory.posts[referral.post].team)
    if supervisor is None:
        return None
    reasons = true_reasons(WAIT_REASONS, referral, directory, ctx.snapshot)
    if not detail:
        return ctx.reply(view.why(ctx, referral, Step.WAIT, reasons, "handle.why_wait"))
    if detail not in reasons:
        return None
    after = referral.change(State.ON_HOLD, ctx.person.id, ctx.now, Reason(detail), post=supervisor.id)
    place = news.queue_place(ctx, after)
    done = Reply(
        f"{ctx.say('handle.done.on-hold', code=after.code, place=place)} {ctx.say('waiting.guideline')}",
        do=(ctx.say("waiting.handler"),),
        sources=view.waiting_sources(ctx),
        choices=(*view.waiting_topics(ctx), view.list_button(ctx)),
    )
    off = calling_off.own(ctx, referral, after)
    return ctx.reply(done, *off, effects=news.effects(ctx, referral, after, after.state))


def give(ctx: Context, referral: Referral, detail: str) -> Outcome | None:
    """Ask which post, then hand over."""
    posts = targets(referral, ctx.know.directory, ctx.snapshot)
    if not detail:
        choices = (*(_target(ctx, referral, post) for post in posts), view.keep(ctx, referral))
        return ctx.reply(Reply(ctx.say("handle.whom", code=referral.code), choices=choices))
    return _moved(ctx, referral, detail) if detail in {post.id for post in posts} else None


def take(ctx: Context, referral: Referral, detail: str) -> Outcome | None:
    """Take over to one's own post what nobody has opened."""
    return None if detail or ctx.person.post is None else _moved(ctx, referral, ctx.person.post)


def _target(ctx: Context, referral: Referral, post: Post) -> Choice:
    role = ctx.say(f"role.{post.role}")
    choice = ButtonId("handle", referral.code, referral.version, "give", post.id)
    if post.role is Role.METHOD_SUPERVISOR:
        return Choice(choice, role + seat(ctx, post.id))
    free = free_places(post, ctx.snapshot.loads.get(post.id, PostLoad()))
    return ctx.button(choice, "handle.to", role=role, seat=seat(ctx, post.id), free=free)


def _moved(ctx: Context, referral: Referral, post: str) -> Outcome:
    after = referral.hand_over(post, ctx.person.id, ctx.now)
    done = Reply(
        ctx.say("handle.done.handed_over", code=after.code, post=post_name(ctx, post)),
        choices=(view.list_button(ctx),),
    )
    mine = (view.detail(ctx, after),) if view.visible(ctx, after) else ()
    off = calling_off.own(ctx, referral, after)
    return ctx.reply(done, *off, *mine, effects=news.effects(ctx, referral, after, "handed_over"))
