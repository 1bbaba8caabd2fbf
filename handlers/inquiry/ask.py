"""Asking: what is sent and what is not, whom it goes to, and what those do who may not ask it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.conversation import answers
from bot.conversation.context import Context
from bot.conversation.dialog import flow
from bot.domain.case.inquiry import NAVS, Inquiry, InquiryKind
from bot.domain.inquiry.routing import offered_posts, open_posts
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Choice, Reply
from bot.domain.organisation.access import may_ask
from bot.domain.person.person import Capability, Role
from bot.domain.turn.outcome import Outcome
from bot.knowledge.base.entry import SourceRef
from handlers.inquiry import dialog as inquiry_dialog
from handlers.inquiry import new, news
from handlers.referral.history import post_name

SOURCES: Mapping[InquiryKind, tuple[SourceRef, ...]] = MappingProxyType(
    {
        InquiryKind.MEETING: (
            SourceRef("retningslinje", "punkt 4.3.2"),
            SourceRef("brev", "kulepunkt 1"),
            SourceRef("brev", "kulepunkt 2"),
        ),
        InquiryKind.TALK: (SourceRef("brev", "kulepunkt 3"), SourceRef("hpl", "§ 23")),
        InquiryKind.NAV: (
            SourceRef("retningslinje", "punkt 4.2"),
            SourceRef("brev", "kulepunkt 2"),
            SourceRef("navloven", "§ 7"),
        ),
        InquiryKind.NAV_MEETING: (
            SourceRef("retningslinje", "punkt 4.2"),
            SourceRef("retningslinje", "punkt 4.3.2"),
            SourceRef("brev", "kulepunkt 2"),
        ),
    }
)
AFTERWARDS: Mapping[InquiryKind, str] = MappingProxyType(
    {
        InquiryKind.MEETING: "inquiry.do_record",
        InquiryKind.TALK: "inquiry.no_record",
        InquiryKind.NAV: "inquiry.do.nav.offer",
        InquiryKind.NAV_MEETING: "inquiry.do.nav_meeting.free",
    }
)
"""What whoever asked does next: the record says that the patient was informed, not what was discussed."""

READ_ON: Mapping[InquiryKind, tuple[str, ...]] = MappingProxyType(
    {
        InquiryKind.MEETING: ("referral.info_meeting", "referral.unsure_patient"),
        InquiryKind.TALK: ("privacy.anonymous_discussion",),
        InquiryKind.NAV: ("referral.nav_initiative", "referral.info_meeting"),
        InquiryKind.NAV_MEETING: ("referral.info_meeting", "referral.nav_initiative"),
    }
)


def explain(ctx: Context, kind: InquiryKind) -> Outcome:
    """Say what would be sent, and offer to send it; or what to do instead."""
    if not may_ask(ctx.person, kind, ctx.know.directory):
        return _instead(ctx, kind)
    if kind is InquiryKind.SUPERVISOR:
        return inquiry_dialog.explain(ctx)
    return ctx.reply(_explained(ctx, kind))


def send(ctx: Context, order: Parts) -> Outcome | None:
    """Take "<kind>:<serial>[:<post>]" and send it. The serial keeps a button from sending twice."""
    name, serial, post, *more = padded(order, 3)
    if more or name not in set(InquiryKind):
        return None
    kind = InquiryKind(name)
    if not may_ask(ctx.person, kind, ctx.know.directory):
        return _instead(ctx, kind)
    if kind is InquiryKind.SUPERVISOR:
        return inquiry_dialog.send(ctx)
    if serial != str(ctx.session.serial):
        return ctx.reply(Reply(ctx.say("inquiry.stale")), _explained(ctx, kind))
    if new.too_many(ctx):
        return ctx.reply(Reply(ctx.say("inquiry.too_many")))
    posts = new.own(ctx, kind)
    if not posts and post not in {p.id for p in open_posts(kind, ctx.know.directory)}:
        return None
    inquiry = new.inquiry(ctx, kind, posts or (post,))
    session = replace(ctx.session, serial=ctx.session.serial + 1)
    waiting = (flow.here(replace(ctx, session=session)),) if flow.waits(ctx) else ()
    return ctx.reply(_sent(ctx, inquiry), *waiting, session=session, effects=news.asked(ctx, inquiry))


def buttons(ctx: Context, *kinds: InquiryKind) -> tuple[Choice, ...]:
    """Return the buttons to those of these inquiries that this person may make."""
    return tuple(
        ctx.button(ButtonId("inquiry", "new", kind), f"inquiry.new.{kind}")
        for kind in kinds
        if may_ask(ctx.person, kind, ctx.know.directory)
    )


def _explained(ctx: Context, kind: InquiryKind) -> Reply:
    receivers = _receivers(ctx, kind)
    press = ButtonId("inquiry", "send", kind, ctx.session.serial)
    if len(receivers) == 1:
        (only,) = receivers
        named = () if new.own(ctx, kind) else (only[0],)
        choices = [Choice(press.then(*named), ctx.say("inquiry.send"))]
        whom = " ".join((ctx.say("inquiry.goes_to", post=only[1]), *new.vacant(ctx, only[0])))
    else:
        choices = [Choice(press.then(post), label) for post, label in receivers]
        whom = ctx.say("inquiry.whom")
    return Reply(
        f"{ctx.say(f'inquiry.explain.{kind}')}\n\n{whom}",
        title=ctx.say(f"inquiry.kind.{kind}"),
        do=tuple(ctx.say(key) for key in ctx.know.base.words.keys(ctx.lang, f"inquiry.do.{kind}.")),
        sources=answers.sources(ctx, SOURCES[kind]),
        choices=(*choices, *answers.topic_buttons(ctx, READ_ON[kind])),
    )


def _receivers(ctx: Context, kind: InquiryKind) -> list[tuple[str, str]]:
    """Return whom it may go to, with names: one where the service has posts, else those to choose from."""
    posts = new.own(ctx, kind)
    offered = offered_posts(kind, new.service(ctx), ctx.know.directory, ctx.snapshot.held)
    chosen = (new.receiver(ctx, posts),) if posts else (post.id for post in offered)
    return [(post, post_name(ctx, post)) for post in chosen]


def _sent(ctx: Context, inquiry: Inquiry) -> Reply:
    meeting = inquiry.kind is InquiryKind.MEETING
    record = ctx.say("inquiry.record.meeting", date=ctx.day(ctx.now.date())) if meeting else ""
    keep = ctx.say(AFTERWARDS[inquiry.kind])
    return Reply(
        ctx.say("inquiry.sent", code=inquiry.code, post=post_name(ctx, inquiry.post)),
        do=(*new.vacant(ctx, inquiry.post), keep),
        record=record,
        choices=(ctx.button(ButtonId("inquiry", inquiry.code), "inquiry.show"),),
    )


def _instead(ctx: Context, kind: InquiryKind) -> Outcome:
    """Say to somebody who may not ask this what to do instead."""
    who, choices = _who(ctx)
    return ctx.reply(Reply(ctx.say(f"inquiry.not_for.{who}"), choices=choices))


def _who(ctx: Context) -> tuple[str, tuple[Choice, ...]]:
    if ctx.person.role is Role.NAV_COUNSELLOR:
        return "nav", (
            *buttons(ctx, *NAVS),
            ctx.button(ButtonId("ways"), "ways.button"),
        )
    if ctx.person.may(Capability.HANDLE):
        return "answerer", (
            ctx.button(ButtonId("inquiry"), "inquiry.list"),
            ctx.button(ButtonId("ways"), "ways.button"),
        )
    if ctx.person.may(Capability.INQUIRE):
        topics = answers.topic_buttons(ctx, ("referral.who_can_refer", "referral.inpatient"))
        return "no_agreement", (*buttons(ctx, InquiryKind.TALK), *topics)
    topics = answers.topic_buttons(ctx, ("referral.who_can_refer",))
    return "other", (ctx.button(ButtonId("human"), "human.button"), *topics)
