"""Makes a new inquiry, to whoever answers it."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.domain.case.inquiry import Inquiry, InquiryKind, ask
from bot.domain.inquiry.routing import answering, own_posts
from bot.domain.inquiry.steps import MOST_OPEN
from bot.domain.organisation.directory import Service


def own(ctx: Context, kind: InquiryKind) -> tuple[str, ...]:
    """Return the posts that answer this person's service; none where one has to be chosen."""
    return own_posts(kind, service(ctx), ctx.know.directory)


def inquiry(ctx: Context, kind: InquiryKind, posts: tuple[str, ...]) -> Inquiry:
    """Return a new inquiry to the first of these posts (one at least) where somebody is."""
    return ask(
        code=ctx.snapshot.fresh_inquiry,
        kind=kind,
        asker=ctx.person.id,
        service=ctx.person.service,
        post=receiver(ctx, posts),
        at=ctx.now,
    )


def receiver(ctx: Context, posts: tuple[str, ...]) -> str:
    """Return which of these posts (one at least) answers now, or who stands in for them."""
    return answering(posts, ctx.know.directory, ctx.snapshot.loads, ctx.snapshot.held)


def service(ctx: Context) -> Service | None:
    """Return the service of this person, if the directory knows it."""
    return ctx.know.directory.services.get(ctx.person.service or "")


def too_many(ctx: Context) -> bool:
    """Tell whether this person has as many open inquiries as one may have."""
    return sum(i.is_open and i.asker == ctx.person.id for i in ctx.snapshot.inquiries.values()) >= MOST_OPEN


def vacant(ctx: Context, post: str) -> tuple[str, ...]:
    """Return the remark that nobody is at a post, or that its holder is away today, if so."""
    if post not in ctx.snapshot.held:
        return (ctx.say("inquiry.unheld"),)
    load = ctx.snapshot.loads.get(post)
    return (ctx.say("inquiry.away"),) if load and load.away else ()
