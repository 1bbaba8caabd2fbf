"""What a job specialist or method supervisor does with a referral: open, accept, decline with a reason."""

from __future__ import annotations

from bot.conversation.context import Context, Plain
from bot.domain.access import is_handler
from bot.domain.message import Reply
from bot.domain.outcome import Audit, ChangeReferral, Effect, Notify, Outcome
from bot.domain.referral import DECLINE_REASONS, LEGAL, Reason, Referral, State
from handlers import referral_view as view

DECLINED = "referral.declined"
"""The topic that says what a clinician can do after a no."""


class HandleReferral(Plain):
    """Takes the presses on a referral's buttons: "<code>:<version>:<what>[:<reason>]"."""

    name = "handle"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        return ctx.reply(Reply(ctx.say("handle.list"), choices=(view.list_button(ctx),)))

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler."""
        code, _, order = rest.partition(":")
        referral = view.find(ctx, code)
        if referral is None or not is_handler(ctx.person, referral, ctx.know.directory):
            return view.unknown(ctx)
        version, _, what = order.partition(":")
        if version != str(referral.version):
            return ctx.reply(Reply(ctx.say("handle.changed")), view.detail(ctx, referral))
        return _act(ctx, referral, what)


def opened(ctx: Context, referral: Referral) -> tuple[Referral, tuple[Effect, ...]]:
    """Return the referral as received when its handler looks at it for the first time, with the effects."""
    if referral.state is not State.REQUESTED or not is_handler(ctx.person, referral, ctx.know.directory):
        return referral, ()
    if view.has_run_out(ctx, referral):
        return referral, ()
    changed = referral.change(State.RECEIVED, ctx.person.id, ctx.now)
    return changed, _effects(ctx, referral, changed)


def _act(ctx: Context, referral: Referral, what: str) -> Outcome | None:
    legal = LEGAL[referral.state]
    if what == "accept" and view.has_run_out(ctx, referral):
        return ctx.reply(view.detail(ctx, referral))
    if what == "accept" and State.ACCEPTED in legal:
        return _changed(ctx, referral, referral.change(State.ACCEPTED, ctx.person.id, ctx.now))
    if what == "decline" and State.REJECTED in legal:
        reasons = (view.step_button(ctx, referral, f"decline:{r}", f"reason.{r}") for r in DECLINE_REASONS)
        keep = ctx.button(f"referrals:{referral.code}", "handle.keep")
        return ctx.reply(Reply(ctx.say("handle.why", code=referral.code), choices=(*reasons, keep)))
    reason = what.removeprefix("decline:")
    if what.startswith("decline:") and reason in set(DECLINE_REASONS) and State.REJECTED in legal:
        ended = referral.change(State.REJECTED, ctx.person.id, ctx.now, Reason(reason))
        return _changed(ctx, referral, ended)
    return None


def _changed(ctx: Context, before: Referral, after: Referral) -> Outcome:
    done = Reply(ctx.say(f"handle.done.{after.state}", code=after.code))
    return ctx.reply(done, view.detail(ctx, after), effects=_effects(ctx, before, after))


def _effects(ctx: Context, before: Referral, after: Referral) -> tuple[Effect, ...]:
    reason = after.history[-1].reason
    look = (f"referrals:{after.code}", "referrals.show")
    what_now = ((f"topic:{DECLINED}", "notice.what_now"),) if after.state is State.REJECTED else ()
    notice = Notify(
        f"notice.{after.state}",
        {
            "code": after.code,
            "team": ctx.know.directory.team_name(after.post),
            "name": ctx.person.shown_name,
            "reason": f"@reason.{reason}" if reason else "",
        },
        person=after.clinician,
        buttons=(look, *what_now),
    )
    audit = Audit(ctx.person.id, f"referral.{after.state}", after.code)
    return (ChangeReferral(after, before.version), notice, audit)
