"""The question to the method supervisor from inside the referral dialog, which waits for the answer.

The guideline of 2020 says that whoever is on sick leave must be discussed with the method supervisor
(retningslinje § 3); the regulation of 2023 has no such exception (EF § 3-1). So the dialog asks that it is
discussed, here or elsewhere, and goes on: the supervisor advises, and holds no veto. The answers given so far
are kept meanwhile. See docs/adr/0019.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import answers as shown
from bot.conversation.context import Context
from bot.conversation.dialog import flow
from bot.conversation.dialog.dialog import Conclusion, replay
from bot.domain.case.inquiry import Inquiry, InquiryKind, InquiryReason
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Reply
from bot.domain.turn.outcome import ChangeInquiry, Effect, Outcome
from bot.domain.turn.session import OpenDialog, Session
from bot.knowledge.base.entry import SourceRef
from handlers.inquiry import new, news
from handlers.referral.history import post_name

DIALOG, STEP, ASKS = "refer", "supervisor_agrees", "ask_supervisor"
"""The dialog, the step that the method supervisor answers, and the conclusion at which it waits."""

DISCUSSED = "discussed"
"""The clinician has discussed it with the method supervisor, in whatever way the two talk."""

SOURCES = (SourceRef("retningslinje", "punkt 3"), SourceRef("ef", "§ 3-1"), SourceRef("hpl", "§ 23"))


def question(ctx: Context) -> Reply:
    """Return what the dialog shows at that conclusion: what is asked, and the button that asks it."""
    return Reply(
        ctx.say(f"dialog.{DIALOG}.end.{ASKS}.text"),
        title=ctx.say("inquiry.kind.supervisor"),
        do=(ctx.say(f"dialog.{DIALOG}.end.{ASKS}.instead"), ctx.say("inquiry.no_record")),
        sources=shown.sources(ctx, SOURCES),
        choices=(
            ctx.button(ButtonId("inquiry", "send", InquiryKind.SUPERVISOR), "inquiry.send"),
            *shown.topic_buttons(ctx, ("referral.sick_listed",)),
        ),
    )


def explain(ctx: Context) -> Outcome:
    """Show the question if the dialog stands there; else say where it is asked."""
    if _stands_there(ctx):
        return ctx.reply(flow.here(ctx))
    ways = (
        ctx.button(ButtonId("refer"), "refer.button"),
        ctx.button(ButtonId("inquiry", "new", InquiryKind.TALK), "inquiry.new.talk"),
    )
    return ctx.reply(Reply(ctx.say("inquiry.not_for.outside"), choices=ways))


def send(ctx: Context) -> Outcome:
    """Ask the method supervisor, and put the dialog aside with its answers."""
    open_dialog = ctx.session.dialog
    if open_dialog is None or not _stands_there(ctx):
        return explain(ctx)
    if new.too_many(ctx):
        return ctx.reply(Reply(ctx.say("inquiry.too_many")))
    posts = new.own(ctx, InquiryKind.SUPERVISOR)
    if not posts:
        return explain(ctx)
    inquiry = new.inquiry(ctx, InquiryKind.SUPERVISOR, posts)
    waiting = {**_still_open(ctx), inquiry.code: open_dialog}
    session = replace(ctx.session.closed(), waiting=waiting)
    reply = Reply(
        ctx.say("inquiry.sent_aside", code=inquiry.code, post=post_name(ctx, inquiry.post)),
        do=(*new.vacant(ctx, inquiry.post), ctx.say("inquiry.no_record")),
        choices=(ctx.button(ButtonId("inquiry", inquiry.code), "inquiry.show"),),
    )
    return ctx.reply(reply, *_resumed(ctx, session), session=session, effects=news.asked(ctx, inquiry))


def go_on(ctx: Context, inquiry: Inquiry, detail: str) -> Outcome | None:
    """Open the dialog again where it stopped, with the method supervisor's answer filled in."""
    if detail:
        return None
    session = ctx.session
    if session.dialog and session.dialog.answers.get(STEP) == inquiry.code:
        return ctx.reply(Reply(ctx.say("flow.resumed")), flow.here(ctx))
    paused = session.paused is not None and session.paused.name == DIALOG
    if paused or (session.dialog is not None and session.dialog.name == DIALOG and flow.waits(ctx)):
        return ctx.reply(Reply(ctx.say("inquiry.busy", code=inquiry.code)))
    kept = session.waiting.get(inquiry.code, OpenDialog(DIALOG))
    answers = {**kept.answers, "sick_listed": "yes", STEP: inquiry.code}
    left = {code: dialog for code, dialog in _still_open(ctx).items() if code != inquiry.code}
    opened = replace(flow.opened(ctx, OpenDialog(DIALOG, answers)), waiting=left)
    going_on = Reply(ctx.say("inquiry.going_on", code=inquiry.code))
    return ctx.reply(going_on, flow.here(replace(ctx, session=opened)), session=opened)


def carries(ctx: Context, answers: Mapping[str, str]) -> bool:
    """Tell whether these answers need no method supervisor, or it is discussed with one."""
    if answers.get("sick_listed") != "yes" or answers.get(STEP) == DISCUSSED:
        return True
    inquiry = ctx.snapshot.inquiries.get(answers.get(STEP, ""))
    return inquiry is not None and inquiry.carries(ctx.person.id)


def asked_again(session: Session, answers: Mapping[str, str]) -> Session:
    """Return the session back at the step, without the answer that carries nothing any more."""
    return session.asking(OpenDialog(DIALOG, {step: a for step, a in answers.items() if step != STEP}))


def tidied(ctx: Context) -> Session:
    """Return the session without the dialogs whose question was answered with no, or taken back."""
    return replace(ctx.session, waiting=_still_open(ctx))


def used(ctx: Context, answers: Mapping[str, str]) -> tuple[Effect, ...]:
    """Return the end of the inquiry that a referral stands on: one yes is for one referral."""
    inquiry = ctx.snapshot.inquiries.get(answers.get(STEP, ""))
    if inquiry is None:
        return ()
    return (ChangeInquiry(inquiry.close(InquiryReason.USED, ctx.now), inquiry.version),)


def _stands_there(ctx: Context) -> bool:
    open_dialog = ctx.session.dialog
    if open_dialog is None or open_dialog.name != DIALOG:
        return False
    dialog = flow.leader(ctx, DIALOG).dialog()
    return dialog is not None and replay(dialog, open_dialog.answers).now == Conclusion(ASKS)


def _still_open(ctx: Context) -> dict[str, OpenDialog]:
    """Return the dialogs that still wait for something: a no ends its dialog."""
    known = ctx.snapshot.inquiries
    return {
        code: dialog for code, dialog in ctx.session.waiting.items() if code in known and known[code].is_open
    }


def _resumed(ctx: Context, session: Session) -> tuple[Reply, ...]:
    """Return the question of a dialog that had been put aside for this one, if there is one."""
    if session.dialog is None:
        return ()
    return Reply(ctx.say("flow.resumed")), flow.here(replace(ctx, session=session))
