"""Yes and no to an inquiry, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.conversation import answers
from bot.conversation.context import Context
from bot.domain.case.inquiry import NAVS, REASONS, Inquiry, InquiryKind, InquiryReason
from bot.domain.inquiry.steps import InquiryStep
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Reply
from bot.domain.turn.notice import Press, Term, TermSort
from bot.domain.turn.outcome import Outcome
from bot.knowledge.base.entry import SourceRef
from handlers.inquiry import cancelled as inquiry_off
from handlers.inquiry import news, view
from handlers.inquiry import times as inquiry_times

INSTEAD: Mapping[InquiryKind, tuple[Press, ...]] = MappingProxyType(
    {
        # what whoever got a no can do: buttons of the news
        InquiryKind.MEETING: (
            Press(ButtonId("topic", "referral.unsure_patient"), "notice.what_now"),
            Press(ButtonId("ways"), "ways.button"),
        ),
        InquiryKind.SUPERVISOR: (
            Press(ButtonId("topic", "referral.sick_listed"), "notice.what_now"),
            Press(ButtonId("inquiry", "new", "talk"), "inquiry.new.talk"),
        ),
        InquiryKind.TALK: (Press(ButtonId("ways"), "ways.button"), Press(ButtonId("human"), "human.button")),
        InquiryKind.NAV: (
            Press(ButtonId("topic", "referral.nav_initiative"), "notice.what_now"),
            Press(ButtonId("ways"), "ways.button"),
        ),
        InquiryKind.NAV_MEETING: (
            Press(ButtonId("topic", "referral.info_meeting"), "notice.what_now"),
            Press(ButtonId("ways"), "ways.button"),
        ),
    }
)


def agree(ctx: Context, inquiry: Inquiry, detail: str) -> Outcome | None:
    """Say yes: to a talk, or to going on with a referral of somebody on sick leave."""
    if detail:
        return None
    after = inquiry.agree(ctx.person.id, ctx.now)
    own = "supervisor" if after.kind is InquiryKind.SUPERVISOR else "talk"
    go_on = Press(ButtonId("inquiry", after.code, after.version, "go"), "inquiry.step.go")
    buttons = (go_on,) if after.kind is InquiryKind.SUPERVISOR else ()
    told = "nav" if after.kind in NAVS else own
    effects = news.changed(ctx, inquiry, after, f"agreed.{told}", buttons)
    done = Reply(
        ctx.say(f"inquiry.done.agreed.{own}", code=after.code), do=inquiry_times.reminders(ctx, after)
    )
    return ctx.reply(done, view.detail(ctx, after), effects=effects)


def decline(ctx: Context, inquiry: Inquiry, detail: str) -> Outcome | None:
    """Ask for the reason, then say no."""
    reasons = REASONS[inquiry.kind]
    if not detail:
        return ctx.reply(_why(ctx, inquiry))
    if detail not in reasons:
        return None
    after = inquiry.decline(InquiryReason(detail), ctx.person.id, ctx.now)
    own = "supervisor" if after.kind is InquiryKind.SUPERVISOR else "talk"
    reason = Term(TermSort.INQUIRY_REASON, detail)
    effects = news.changed(ctx, inquiry, after, f"declined.{own}", INSTEAD[after.kind], {"reason": reason})
    done = Reply(ctx.say("inquiry.done.declined", code=after.code))
    return ctx.reply(done, *inquiry_off.own(ctx, inquiry, after), view.detail(ctx, after), effects=effects)


def close(ctx: Context, inquiry: Inquiry, detail: str) -> Outcome | None:
    """Take it back, or mark it as done. A dialog that waited for it ends with it."""
    if detail:
        return None
    after = inquiry.close(InquiryReason.BY_ASKER, ctx.now)
    done = Reply(ctx.say("inquiry.done.closed", code=after.code))
    waiting = {code: kept for code, kept in ctx.session.waiting.items() if code != after.code}
    return ctx.reply(
        done,
        *inquiry_off.own(ctx, inquiry, after),
        view.detail(ctx, after),
        session=replace(ctx.session, waiting=waiting),
        effects=news.changed(ctx, inquiry, after, "closed"),
    )


def _why(ctx: Context, inquiry: Inquiry) -> Reply:
    """Ask why; a no because of sick leave alone would go against the newer regulation. Source: EF § 3-1."""
    supervised = inquiry.kind is InquiryKind.SUPERVISOR
    refs = (SourceRef("retningslinje", "punkt 3"), SourceRef("ef", "§ 3-1")) if supervised else ()
    own = "supervisor" if supervised else "talk"
    buttons = (
        view.step_button(ctx, inquiry, (InquiryStep.DECLINE, reason), f"inquiry.reason.{reason}")
        for reason in REASONS[inquiry.kind]
    )
    keep = ctx.button(ButtonId("inquiry", inquiry.code), "contact.leave")
    return Reply(
        ctx.say(f"inquiry.why.{own}", code=inquiry.code),
        sources=answers.sources(ctx, refs),
        choices=(*buttons, keep),
    )
