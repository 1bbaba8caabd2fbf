"""A consent that is given anew for a referral under way: before it runs out, or because it changed.

The patient is asked again, so all that makes a consent is asked again. The old one stays in the history.
Source: pjl § 20 (voluntary, specific, informed, unambiguous); a year is this house's own limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import answers as shown
from bot.conversation.context import Context, Plain
from bot.conversation.dialog import flow
from bot.conversation.dialog.dialog import Dialog, Question, kept
from bot.conversation.dialog.linear import LinearDialog
from bot.domain.audit.entry import AuditAction
from bot.domain.case.consent import NotAConsent
from bot.domain.case.referral import NotNewer, Referral
from bot.domain.message.button_id import ButtonId, Parts, only
from bot.domain.message.message import Choice, Reply
from bot.domain.organisation.access import Permission, is_author
from bot.domain.person.person import Capability
from bot.domain.turn.notice import CalendarMail, NoticeKind, Notify
from bot.domain.turn.outcome import Audit, ChangeReferral, Effect, Outcome
from bot.domain.turn.session import OpenDialog
from bot.knowledge.base.entry import SourceRef
from handlers.meetings import cancelled as calling_off
from handlers.referral import news, view
from handlers.referral.beginning.questions import CARDS, YES_NO, consent_from
from handlers.referral.record import covered, renewed_text
from handlers.referral.refer import asked_again

STEPS: tuple[tuple[Question, Mapping[str, str]], ...] = (
    # each question, and which of its answers end the dialog, with what
    (Question("take_part", ("yes", "no", "unsure"), consent=True), {"no": "refused", "unsure": "unclear"}),
    (
        Question("scope", ("contact", "work", "diagnosis", "none"), consent=True, widening=True),
        {"none": "refused"},
    ),
    (Question("nav", YES_NO, consent=True), {}),
    (
        Question("form", ("written", "oral", "intake", "silent"), consent=True),
        {"intake": "general", "silent": "unclear"},
    ),
    (
        Question("when", ("today", "yesterday", flow.OLDER, "unknown"), date=True, consent=True),
        {flow.OLDER: "old", "unknown": "unclear"},
    ),
    (Question("recorded", YES_NO, consent=True), {"no": "not_recorded"}),
)

WHY: Mapping[str, tuple[SourceRef, ...]] = {
    "refused": (SourceRef("ef", "§ 3-2"), SourceRef("pvf", "art. 7")),
    "unclear": (SourceRef("pjl", "§ 20"),),
    "general": (SourceRef("pjl", "§ 20"), SourceRef("retningslinje", "punkt 4.3.1")),
    "old": (SourceRef("pjl", "§ 20"), SourceRef("assistenten", "Samtykke")),
    "not_recorded": (SourceRef("brev", "kulepunkt 5"), SourceRef("pjforskrift", "§ 7")),
}


RENEW = LinearDialog("renew", STEPS, done="renew", cards=CARDS[1:])
"""The steps before a consent stands in the place of another."""


class RenewConsent(Plain):
    """Leads through the questions about a new consent. Without a code it offers the open referrals."""

    name = "renew"
    topic: str | None = "privacy.consent_how"

    def dialog(self) -> Dialog | None:
        """See Handler."""
        return RENEW

    def start(self, ctx: Context) -> Outcome:
        """See Handler. The consent that runs out first stands first."""
        if not ctx.person.may(Capability.FOLLOW_OWN):
            return shown.explained(ctx, "privacy.consent_how")
        mine = [r for r in ctx.snapshot.referrals.values() if is_author(ctx.person, r) and r.is_open]
        if not mine:
            return ctx.reply(Reply(ctx.say("renew.nothing")))
        mine.sort(key=lambda r: r.consent.last_day)
        choices = tuple(Choice(ButtonId("renew", r.code), view.until(ctx, r)) for r in mine[: view.LISTED])
        return ctx.reply(Reply(ctx.say("end.which"), choices=choices))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler: "<code>"."""
        return begin(ctx, only(parts)) if parts else self.start(ctx)

    def conclude(self, ctx: Context, answers: Mapping[str, str], conclusion: str) -> Outcome:
        """See Handler."""
        return _renew(ctx, kept(RENEW, answers)) if conclusion == "renew" else _end(ctx, conclusion)


def begin(ctx: Context, code: str) -> Outcome:
    """Ask about the new consent for a referral, or go on with that."""
    referral = _own(ctx, code)
    if referral is None:
        return view.unknown(ctx)
    if not referral.is_open:
        return ctx.reply(Reply(ctx.say("renew.closed")), view.detail(ctx, referral))
    if _under_way(ctx, referral.code):
        return ctx.reply(Reply(ctx.say("flow.resumed")))
    session = flow.opened(ctx, OpenDialog(RENEW.name, about=referral.code))
    text = ctx.say("renew.begin", code=referral.code, date=ctx.day(referral.consent.last_day))
    return ctx.reply(Reply(text), flow.here(replace(ctx, session=session)), session=session)


def _under_way(ctx: Context, code: str) -> bool:
    dialog = ctx.session.dialog
    return dialog is not None and (dialog.name, dialog.about) == (RENEW.name, code)


def _own(ctx: Context, code: str) -> Referral | None:
    return view.find(ctx, code, Permission.RENEW)


def _about(ctx: Context) -> str:
    return ctx.session.dialog.about if ctx.session.dialog else ""


def _end(ctx: Context, conclusion: str) -> Outcome:
    withdraw = ctx.button(ButtonId("end", _about(ctx), view.WITHDRAW), "end.withdraw")
    reply = Reply(
        ctx.say(f"renew.end.{conclusion}"),
        title=ctx.say("renew.not_renewed"),
        do=(ctx.say(f"renew.instead.{conclusion}"),),
        sources=shown.sources(ctx, WHY[conclusion]),
        choices=(
            *((withdraw,) if conclusion == "refused" else ()),
            *shown.topic_buttons(ctx, ("privacy.consent_how",)),
        ),
    )
    return ctx.reply(reply)


def _renew(ctx: Context, answers: Mapping[str, str]) -> Outcome:
    before = _own(ctx, _about(ctx))
    if before is None:
        return replace(view.unknown(ctx), session=ctx.session.closed())
    if not before.is_open:
        done = Reply(ctx.say("renew.closed"))
        return ctx.reply(done, view.detail(ctx, before), session=ctx.session.closed())
    try:
        new = consent_from(answers, ctx.person.id, ctx.now, ctx.know.directory.rules)
        after = before.renew(new, ctx.person.id, ctx.now)
    except NotAConsent as none:
        return asked_again(ctx, RENEW.name, answers, none.fault)
    except NotNewer:
        earlier = Reply(ctx.say("renew.earlier", date=ctx.day(before.consent_since)))
        return ctx.reply(earlier, flow.here(ctx))
    return _done(ctx, before, after)


def _done(ctx: Context, before: Referral, after: Referral) -> Outcome:
    reply = Reply(
        ctx.say("renew.done", code=after.code, date=ctx.day(after.consent.last_day)),
        do=(ctx.say("refer.sent.record"),),
        record=renewed_text(ctx, after),
        sources=shown.sources(ctx, (SourceRef("pjl", "§ 20"), SourceRef("brev", "kulepunkt 5"))),
        choices=(ctx.button(ButtonId("referrals", after.code), "referrals.show"), view.list_button(ctx)),
    )
    told: tuple[Notify | CalendarMail, ...] = (
        *news.to_all_receivers(after, NoticeKind.RENEWED, **news.said(covered(after.consent))),
        *calling_off.told(ctx, before, after),
    )
    audit = Audit(ctx.person.id, AuditAction.CONSENT_RENEWED, after.code)
    effects: tuple[Effect, ...] = (ChangeReferral(after, before.version), *told, audit)
    off = calling_off.own(ctx, before, after)
    return ctx.reply(reply, *off, session=ctx.session.closed(), effects=effects)
