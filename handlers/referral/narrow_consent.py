"""A narrower consent for a referral that was sent: it holds at once and never widens.

Source: pvf art. 7 (what can be withdrawn can be withdrawn in part); hpl § 22.
"""

from __future__ import annotations

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.domain.audit.entry import AuditAction
from bot.domain.case.consent import Narrowing
from bot.domain.case.referral import Referral
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Choice, Reply
from bot.domain.organisation.access import Permission, is_author
from bot.domain.person.person import Capability
from bot.domain.turn.notice import NoticeKind
from bot.domain.turn.outcome import Audit, ChangeReferral, Outcome
from bot.knowledge.base.entry import SourceRef
from handlers.meetings import cancelled as calling_off
from handlers.referral import news, view
from handlers.referral.record import covered, narrowed_text, scope_text


class NarrowConsent(Plain):
    """Asks how, then narrows. Started without a code it offers the referrals that can be narrowed."""

    name = "narrow"
    topic: str | None = "privacy.consent_scope"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Capability.FOLLOW_OWN):
            return answers.explained(ctx, "privacy.consent_scope")
        mine = [r for r in ctx.snapshot.referrals.values() if is_author(ctx.person, r)]
        choices = tuple(Choice(ButtonId("narrow", r.code), r.code) for r in mine if view.narrowings(ctx, r))
        if not choices:
            return ctx.reply(Reply(ctx.say("narrow.nothing")))
        return ctx.reply(Reply(ctx.say("end.which"), choices=choices))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler: "<code>[:<how>]"."""
        if not parts:
            return self.start(ctx)
        code, how, *more = padded(parts, 2)
        if not how:
            return ask(ctx, code)
        referral = view.find(ctx, code, Permission.NARROW)
        if referral is None:
            return view.unknown(ctx, code)
        if more or how not in set(Narrowing):
            return None
        if how not in view.narrowings(ctx, referral):
            return _nothing(ctx, referral)
        return _narrow(ctx, referral, Narrowing(how))


def ask(ctx: Context, code: str) -> Outcome:
    """Ask how the consent is to become narrower, saying that it holds at once and is not undone."""
    referral = view.find(ctx, code, Permission.NARROW)
    if referral is None:
        return view.unknown(ctx, code)
    ways = view.narrowings(ctx, referral)
    if not ways:
        return _nothing(ctx, referral)
    buttons = (ctx.button(ButtonId("narrow", referral.code, way), f"narrow.to.{way}") for way in ways)
    keep = ctx.button(ButtonId("referrals", referral.code), "narrow.keep")
    text = ctx.say("narrow.ask", code=referral.code, scope=scope_text(ctx, referral))
    return ctx.reply(Reply(text, choices=(*buttons, keep)))


def _nothing(ctx: Context, referral: Referral) -> Outcome:
    return ctx.reply(Reply(ctx.say("narrow.nothing")), view.detail(ctx, referral))


def _narrow(ctx: Context, referral: Referral, how: Narrowing) -> Outcome:
    after = referral.narrow(how, ctx.person.id, ctx.now)
    done = Reply(
        ctx.say("narrow.done", code=after.code, scope=scope_text(ctx, after)),
        record=narrowed_text(ctx, after),
        sources=answers.sources(ctx, (SourceRef("pvf", "art. 7"), SourceRef("hpl", "§§ 21, 22"))),
        choices=(ctx.button(ButtonId("referrals", after.code), "referrals.show"), view.list_button(ctx)),
    )
    narrowed = news.to_all_receivers(after, NoticeKind.NARROWED, **news.said(covered(after.consent)))
    told = (*narrowed, *calling_off.told(ctx, referral, after))
    audit = Audit(ctx.person.id, AuditAction.CONSENT_NARROWED, after.code)
    off = calling_off.own(ctx, referral, after)
    return ctx.reply(done, *off, effects=(ChangeReferral(after, referral.version), *told, audit))
