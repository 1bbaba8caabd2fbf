"""Inquiries as lines of the inbox: what is asked, by which service, since when. Never who a patient is."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.domain.case.inquiry import Inquiry
from bot.domain.clock.norway import norwegian
from bot.domain.clock.working_days import is_working_day, time_on_working_days
from bot.domain.inquiry.deadlines import waits_since
from bot.domain.inquiry.waiting import answer_by, part_of
from bot.domain.message.button_id import ButtonId
from bot.domain.message.inbox import Item
from bot.domain.referral.waiting import Part
from handlers.inquiry import view
from handlers.referral.history import post_name


def parts(ctx: Context) -> dict[Part, list[Inquiry]]:
    """Return the open inquiries that this person answers, by the part of the inbox they belong in."""
    found: dict[Part, list[Inquiry]] = {part: [] for part in Part}
    for inquiry in ctx.snapshot.inquiries.values():
        part = part_of(ctx.person, inquiry, ctx.know.directory, ctx.snapshot.held, ctx.now, is_working_day)
        if part:
            found[part].append(inquiry)
    return found


def item(ctx: Context, inquiry: Inquiry, *, waits: bool = False) -> Item:
    """Return an inquiry as a line of the inbox; `waits` when it waits for this person."""
    since = min(norwegian(waits_since(inquiry)), ctx.now)
    limit = answer_by(inquiry, is_working_day)
    own = inquiry.post == ctx.person.post
    return Item(
        code=inquiry.code,
        press=ButtonId("inquiry", inquiry.code),
        state=ctx.say(f"inquiry.state.{inquiry.state}"),
        next=_next(ctx, inquiry) if waits else view.next_step(ctx, inquiry),
        service=view.service_name(ctx, inquiry),
        post="" if own else post_name(ctx, inquiry.post),
        since=since,
        waited=time_on_working_days(since, ctx.now),
        deadline=norwegian(limit) if limit else None,
        exact=True,
        late=limit is not None and ctx.now >= limit,
        about=ctx.say(f"inquiry.kind.{inquiry.kind}"),
    )


def _next(ctx: Context, inquiry: Inquiry) -> str:
    """Return what to do with one that waits; where it lies with another, why it is here."""
    if inquiry.post == ctx.person.post:
        return view.next_step(ctx, inquiry)
    return ctx.say("inbox.answer" if inquiry.post in ctx.snapshot.held else "inbox.answer_unheld")
