"""What a clinician ends: cancel a referral, or register that the patient has withdrawn consent.

Withdrawal takes no more steps than giving, works wherever the referral stands, and cannot be undone
(pvf art. 7; sharing.md rule 14).
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.domain.audit.entry import AuditAction
from bot.domain.case.consent import WITHOUT, Narrowing
from bot.domain.case.referral import Reason, Referral, State
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Choice, Reply
from bot.domain.organisation.access import Permission, is_author
from bot.domain.person.person import Capability
from bot.domain.turn.notice import NoticeKind
from bot.domain.turn.outcome import Audit, ChangeReferral, Outcome
from bot.knowledge.base.entry import SourceRef
from handlers.meetings import cancelled as calling_off
from handlers.referral import view
from handlers.referral.news import to_all_receivers
from handlers.referral.record import withdrawn_text

EVERYBODY = "all"
"""A withdrawal that reaches the job specialist: it ends the referral."""


class EndReferral(Plain):
    """Asks once more, then ends. Started without a code it offers the open referrals."""

    name = "end"
    topic: str | None = "bot.withdraw_consent"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Capability.FOLLOW_OWN):
            return answers.explained(ctx, "bot.withdraw_consent")
        mine = [r for r in ctx.snapshot.referrals.values() if is_author(ctx.person, r) and r.is_open]
        if not mine:
            return ctx.reply(Reply(ctx.say("end.nothing")))
        choices = tuple(Choice(ButtonId("end", r.code, view.WITHDRAW), r.code) for r in mine)
        return ctx.reply(Reply(ctx.say("end.which"), choices=choices))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if not parts:
            return self.start(ctx)
        code, action, sure, *more = padded(parts, 3)
        if more or action not in view.ENDINGS:
            return None
        referral = _own(ctx, code, action)
        if referral is None:
            return view.unknown(ctx, code)
        if action not in view.endings(referral):
            return ctx.reply(Reply(ctx.say("end.closed")), view.detail(ctx, referral))
        if sure == "yes":
            return _end(ctx, referral, action)
        return _sure(ctx, referral, action) if sure == EVERYBODY else ask(ctx, code, action)


def ask(ctx: Context, code: str, action: str) -> Outcome:
    """Ask for whom, where the consent names others than the job specialist; then whether they are sure."""
    referral = _own(ctx, code, action)
    if referral is None:
        return view.unknown(ctx, code)
    if action not in view.endings(referral):
        return ctx.reply(Reply(ctx.say("end.closed")), view.detail(ctx, referral))
    others = [one for one in view.narrowings(ctx, referral) if one in WITHOUT]
    if action == view.WITHDRAW and others:
        return _whom(ctx, referral, others)
    return _sure(ctx, referral, action)


def _whom(ctx: Context, referral: Referral, others: Iterable[Narrowing]) -> Outcome:
    """Ask for whom it is withdrawn: without one of the others the referral goes on. Source: pvf art. 7."""
    code = referral.code
    choices = (
        *(ctx.button(ButtonId("narrow", code, one), f"end.receiver.{one}") for one in others),
        ctx.button(ButtonId("end", code, view.WITHDRAW, EVERYBODY), f"end.receiver.{EVERYBODY}"),
        ctx.button(ButtonId("referrals", code), "end.keep"),
    )
    return ctx.reply(Reply(ctx.say("end.which_receiver", code=code), choices=choices))


def _sure(ctx: Context, referral: Referral, action: str) -> Outcome:
    """Ask whether the person is sure, saying what will happen."""
    code = referral.code
    choices = (
        ctx.button(ButtonId("end", code, action, "yes"), f"end.sure.{action}"),
        ctx.button(ButtonId("referrals", code), "end.keep"),
    )
    return ctx.reply(Reply(ctx.say(f"end.ask.{action}", code=code), choices=choices))


def _own(ctx: Context, code: str, action: str) -> Referral | None:
    return view.find(ctx, code, Permission.WITHDRAW if action == view.WITHDRAW else Permission.CANCEL)


def _told(ctx: Context, after: Referral, action: str) -> str:
    """Return the key of who was told: with nobody at any of its posts nobody has read it."""
    return f"end.told.{action}" if set(after.posts) & ctx.snapshot.held else "handle.nobody_there"


def _end(ctx: Context, referral: Referral, action: str) -> Outcome:
    if action == view.WITHDRAW:
        after = referral.withdraw(ctx.person.id, ctx.now)
    else:
        after = referral.change(State.CANCELLED, ctx.person.id, ctx.now, Reason.BY_CLINICIAN)
    done = Reply(
        f"{ctx.say(f'end.done.{action}', code=after.code)} {ctx.say(_told(ctx, after, action))}",
        record=withdrawn_text(ctx, after) if action == view.WITHDRAW else "",
        sources=answers.sources(ctx, (SourceRef("pvf", "art. 7"), SourceRef("ef", "§ 1-3")))
        if action == view.WITHDRAW
        else (),
        choices=(ctx.button(ButtonId("referrals"), "referrals.button"),),
    )
    told = (*to_all_receivers(after, NoticeKind(f"notice.{action}")), *calling_off.told(ctx, referral, after))
    act = AuditAction.CONSENT_WITHDRAWN if action == view.WITHDRAW else AuditAction.CANCEL
    audit = Audit(ctx.person.id, act, after.code)
    off = calling_off.own(ctx, referral, after)
    return ctx.reply(done, *off, effects=(ChangeReferral(after, referral.version), *told, audit))
