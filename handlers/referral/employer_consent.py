"""A consent for one employer, recorded when there is one: later than the referral, and with the participant.

Who the employer is stands in the patient's record, as the consent does; here it is a receiver with a day.
Source: pjl § 20 and pvf art. 4 (11) (specific); hpl § 22; EF § 3-4.
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
from bot.domain.turn.notice import NoticeKind
from bot.domain.turn.outcome import Audit, ChangeReferral, Effect, Outcome
from bot.domain.turn.session import OpenDialog
from bot.knowledge.base.entry import SourceRef
from handlers.referral import news, view
from handlers.referral.beginning.questions import CARDS, YES_NO
from handlers.referral.record import covered, employer_text
from handlers.referral.refer import asked_again

STEPS: tuple[tuple[Question, Mapping[str, str]], ...] = (
    # each question, and which of its answers end the dialog, with what
    (Question("named", ("yes", "no", "unsure"), consent=True), {"no": "not_named", "unsure": "not_named"}),
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
    "not_named": (SourceRef("pjl", "§ 20"), SourceRef("hpl", "§ 22")),
    "unclear": (SourceRef("pjl", "§ 20"),),
    "general": (SourceRef("pjl", "§ 20"),),
    "old": (SourceRef("pjl", "§ 20"), SourceRef("assistenten", "Samtykke")),
    "not_recorded": (SourceRef("brev", "kulepunkt 5"), SourceRef("pjforskrift", "§ 7")),
}

TOPIC = "privacy.employer_sharing"


EMPLOYER = LinearDialog("employer", STEPS, done="name", cards=CARDS[2:])
"""The steps before an employer is among the receivers."""


class EmployerConsent(Plain):
    """Leads through the questions about one employer. Without a code it offers the own referrals."""

    name = "employer"
    topic: str | None = TOPIC

    def dialog(self) -> Dialog | None:
        """See Handler."""
        return EMPLOYER

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Capability.FOLLOW_OWN):
            return shown.explained(ctx, TOPIC)
        mine = [r for r in ctx.snapshot.referrals.values() if is_author(ctx.person, r)]
        choices = tuple(
            Choice(ButtonId("employer", r.code), r.code) for r in mine if view.may_name_employer(ctx, r)
        )
        if not choices:
            return ctx.reply(Reply(ctx.say("employer.nothing")))
        return ctx.reply(Reply(ctx.say("end.which"), choices=choices[: view.LISTED]))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler: "<code>"."""
        return begin(ctx, only(parts)) if parts else self.start(ctx)

    def conclude(self, ctx: Context, answers: Mapping[str, str], conclusion: str) -> Outcome:
        """See Handler."""
        return _name(ctx, kept(EMPLOYER, answers)) if conclusion == "name" else _end(ctx, conclusion)


def begin(ctx: Context, code: str) -> Outcome:
    """Ask about the consent for an employer, or go on with that."""
    referral = view.find(ctx, code, Permission.RENEW)
    if referral is None:
        return view.unknown(ctx)
    if not view.may_name_employer(ctx, referral):
        return ctx.reply(Reply(ctx.say("employer.nothing")), view.detail(ctx, referral))
    dialog = ctx.session.dialog
    if dialog is not None and (dialog.name, dialog.about) == (EMPLOYER.name, referral.code):
        return ctx.reply(Reply(ctx.say("flow.resumed")))
    session = flow.opened(ctx, OpenDialog(EMPLOYER.name, about=referral.code))
    text = ctx.say("employer.begin", code=referral.code)
    return ctx.reply(Reply(text), flow.here(replace(ctx, session=session)), session=session)


def _about(ctx: Context) -> str:
    return ctx.session.dialog.about if ctx.session.dialog else ""


def _end(ctx: Context, conclusion: str) -> Outcome:
    reply = Reply(
        ctx.say(f"employer.end.{conclusion}"),
        title=ctx.say("employer.not_named"),
        do=(ctx.say(f"employer.instead.{conclusion}"),),
        sources=shown.sources(ctx, WHY[conclusion]),
        choices=shown.topic_buttons(ctx, (TOPIC,)),
    )
    return ctx.reply(reply)


def _name(ctx: Context, answers: Mapping[str, str]) -> Outcome:
    before = view.find(ctx, _about(ctx), Permission.RENEW)
    if before is None:
        return replace(view.unknown(ctx), session=ctx.session.closed())
    if not view.may_name_employer(ctx, before):
        nothing = Reply(ctx.say("employer.nothing"))
        return ctx.reply(nothing, view.detail(ctx, before), session=ctx.session.closed())
    day = flow.given_day(answers["when"], ctx.now.date())
    try:
        after = before.name_employer(day, ctx.person.id, ctx.now)
    except NotAConsent as none:
        return asked_again(ctx, EMPLOYER.name, answers, none.fault)
    except NotNewer:
        earlier = Reply(ctx.say("renew.earlier", date=ctx.day(before.consent_since)))
        return ctx.reply(earlier, flow.here(ctx))
    return _done(ctx, before, after)


def _done(ctx: Context, before: Referral, after: Referral) -> Outcome:
    reply = Reply(
        ctx.say("employer.done", code=after.code),
        do=(ctx.say("refer.sent.record"),),
        record=employer_text(ctx, after),
        sources=shown.sources(ctx, (SourceRef("pjl", "§ 20"), SourceRef("hpl", "§ 22"))),
        choices=(ctx.button(ButtonId("referrals", after.code), "referrals.show"), view.list_button(ctx)),
    )
    told = news.to_all_receivers(after, NoticeKind.EMPLOYER, **news.said(covered(after.consent)))
    audit = Audit(ctx.person.id, AuditAction.EMPLOYER, after.code)
    effects: tuple[Effect, ...] = (ChangeReferral(after, before.version), *told, audit)
    return ctx.reply(reply, session=ctx.session.closed(), effects=effects)
