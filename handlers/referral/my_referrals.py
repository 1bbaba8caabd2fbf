"""My referrals: what I sent, or what lies with me; where each stands and what comes next."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import answers, typed
from bot.conversation.context import Context, Plain, norwegian
from bot.domain.audit.entry import AuditAction
from bot.domain.case import code as codes
from bot.domain.case.referral import Referral
from bot.domain.message.button_id import ButtonId, Parts, only
from bot.domain.message.message import Choice, Reply
from bot.domain.organisation.access import is_author, may_see
from bot.domain.person.person import Capability, Role
from bot.domain.turn.outcome import Audit, Outcome
from handlers.inquiry import view as inquiry_view
from handlers.oversight import overview
from handlers.referral import employer_consent, narrow_consent, renew_consent, view
from handlers.referral import end as end_referral
from handlers.referral import handle as handle_referral


class MyReferrals(Plain):
    """Lists and shows referrals, to those who sent them and those with whom they lie."""

    name = "referrals"
    topic: str | None = "bot.referral_status"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if ctx.person.may(Capability.OVERSEE):
            return ctx.reply(overview.faults(ctx), overview.places(ctx))
        asked = inquiry_view.listed(ctx)
        if not (ctx.person.may(Capability.FOLLOW_OWN) or ctx.person.may(Capability.HANDLE)):
            told = answers.explained(ctx, "bot.referral_status", ctx.say("referrals.not_for_you"))
            if asked:
                return replace(told, replies=asked)
            return replace(told, record=(Audit(ctx.person.id, AuditAction.DENIED, Capability.FOLLOW_OWN),))
        mine = [r for r in ctx.snapshot.referrals.values() if may_see(ctx.person, r, ctx.know.directory)]
        if not mine:
            return ctx.reply(Reply(ctx.say("referrals.none")), *asked, *_team(ctx))
        mine.sort(key=lambda r: (not r.is_open, -r.changed_at.timestamp()))
        shown = mine[: view.LISTED]
        lines = [_line(ctx, r) for r in shown if r.is_open]
        over = [_line(ctx, r) for r in shown if not r.is_open]
        text = "\n".join([ctx.say("referrals.count", count=sum(r.is_open for r in mine)), *lines])
        if over:
            text = "\n".join((text, "", ctx.say("referrals.over", count=len(mine) - len(lines)), *over))
        choices = tuple(Choice(ButtonId("referrals", r.code), r.code) for r in mine[: view.LISTED])
        listed = Reply(text, title=ctx.say("referrals.title"), choices=choices)
        return ctx.reply(listed, *asked, *_team(ctx))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler. The specialist's first look is what makes it received."""
        if not parts:
            return self.start(ctx)
        code = only(parts)
        referral = view.find(ctx, code)
        if referral is None:
            return view.unknown(ctx, code)
        referral, effects = handle_referral.opened(ctx, referral)
        return ctx.reply(view.detail(ctx, referral), effects=effects)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. A typed code shows the referral; "trekk samtykket IPS-7K3F" goes to its ending."""
        code = codes.first(text, codes.Prefix.REFERRAL)
        if not code:
            return None
        rest = typed.plain(codes.without(text))
        words = ctx.know.base.words
        for action in view.ENDINGS:
            if typed.means(words, f"end.typed.{action}", rest):
                return end_referral.ask(ctx, code, action)
        if typed.means(words, "intents.narrow", rest):
            return narrow_consent.ask(ctx, code)
        if typed.means(words, "intents.renew", rest):
            return renew_consent.begin(ctx, code)
        if typed.means(words, "intents.employer", rest):
            return employer_consent.begin(ctx, code)
        return self.press(ctx, (code,)) if len(rest.split()) <= 4 else None


def _line(ctx: Context, referral: Referral) -> str:
    """Return one line: with ten codes the day and the other side tell which is which."""
    directory = ctx.know.directory
    mine = is_author(ctx.person, referral)
    line = ctx.say(
        "referrals.line",
        code=referral.code,
        state=view.state(ctx, referral),
        sent=ctx.day(norwegian(referral.history[0].at).date()),
        other=directory.team_name(referral.post) if mine else directory.service_name(referral.service),
    )
    if not view.runs_out_soon(ctx, referral) or referral.is_paused(ctx.now.date()):
        return line
    return f"{line}. {ctx.say('referrals.consent_until', date=ctx.day(referral.consent.last_day))}"


def _team(ctx: Context) -> tuple[Reply, ...]:
    """Return how full the team is, for its method supervisor."""
    post = ctx.know.directory.posts.get(ctx.person.post or "")
    if post is None or ctx.person.role is not Role.METHOD_SUPERVISOR:
        return ()
    return (overview.places(ctx, post.team),)
