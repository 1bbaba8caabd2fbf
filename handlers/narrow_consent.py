"""A narrower consent for a referral that was sent: it holds at once and never widens.

Source: pvf art. 7 (what can be withdrawn can be withdrawn in part); hpl § 22.
"""

from __future__ import annotations

from bot.conversation import answers
from bot.conversation.context import Context, Plain
from bot.domain.access import Deed, is_author
from bot.domain.audit import Act
from bot.domain.consent import Narrowing
from bot.domain.message import Choice, Reply
from bot.domain.outcome import Audit, ChangeReferral, Outcome
from bot.domain.person import Action
from bot.domain.referral import Referral
from bot.knowledge.entry import SourceRef
from handlers import calling_off
from handlers import referral_news as news
from handlers import referral_view as view
from handlers.record import covered, narrowed_text, scope_text


class NarrowConsent(Plain):
    """Asks how, then narrows. Started without a code it offers the referrals that can be narrowed."""

    name = "narrow"
    topic: str | None = "privacy.consent_scope"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if not ctx.person.may(Action.FOLLOW_OWN):
            return answers.explained(ctx, "privacy.consent_scope")
        mine = [r for r in ctx.world.referrals.values() if is_author(ctx.person, r)]
        choices = tuple(Choice(f"narrow:{r.code}", r.code) for r in mine if view.narrowings(ctx, r))
        if not choices:
            return ctx.reply(Reply(ctx.say("narrow.nothing")))
        return ctx.reply(Reply(ctx.say("end.which"), choices=choices))

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler: "<code>[:<how>]"."""
        if not rest:
            return self.start(ctx)
        code, _, how = rest.partition(":")
        if not how:
            return ask(ctx, code)
        referral = view.find(ctx, code, Deed.NARROW)
        if referral is None:
            return view.unknown(ctx, code)
        if how not in set(Narrowing):
            return None
        if how not in view.narrowings(ctx, referral):
            return _nothing(ctx, referral)
        return _narrow(ctx, referral, Narrowing(how))


def ask(ctx: Context, code: str) -> Outcome:
    """Ask how the consent is to become narrower, saying that it holds at once and is not undone."""
    referral = view.find(ctx, code, Deed.NARROW)
    if referral is None:
        return view.unknown(ctx, code)
    ways = view.narrowings(ctx, referral)
    if not ways:
        return _nothing(ctx, referral)
    buttons = (ctx.button(f"narrow:{referral.code}:{way}", f"narrow.to.{way}") for way in ways)
    keep = ctx.button(f"referrals:{referral.code}", "narrow.keep")
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
        choices=(ctx.button(f"referrals:{after.code}", "referrals.show"), view.list_button(ctx)),
    )
    told = news.to_all_receivers(after, "notice.narrowed", **news.said(covered(after.consent)))
    told = (*told, *calling_off.told(ctx, referral, after))
    audit = Audit(ctx.person.id, Act.CONSENT_NARROWED, after.code)
    off = calling_off.own(ctx, referral, after)
    return ctx.reply(done, *off, effects=(ChangeReferral(after, referral.version), *told, audit))
