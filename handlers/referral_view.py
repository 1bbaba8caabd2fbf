"""One referral as a person sees it, and the one sentence for those it does not concern."""

from __future__ import annotations

from bot.conversation.context import Context, norwegian
from bot.domain.access import is_author, may_see
from bot.domain.message import Choice, Reply
from bot.domain.outcome import Outcome
from bot.domain.referral import LEGAL, Referral, State
from handlers.record import referral_text, scope_text

CANCEL, WITHDRAW = "cancel", "withdraw"
ENDINGS = (CANCEL, WITHDRAW)
UNANSWERED = frozenset({State.REQUESTED, State.RECEIVED, State.ON_HOLD})
LISTED = 20
HANDLER_STEPS = ((State.ACCEPTED, "accept"), (State.REJECTED, "decline"))


def find(ctx: Context, code: str) -> Referral | None:
    """Return the referral if this person may see it. None says nothing about whether it exists."""
    referral = ctx.world.referrals.get(code.upper())
    return referral if referral and may_see(ctx.person, referral, ctx.know.directory) else None


def unknown(ctx: Context) -> Outcome:
    """Return the one sentence for a code that is not yours and for one that does not exist."""
    return ctx.reply(Reply(ctx.say("referrals.unknown"), choices=(list_button(ctx),)))


def detail(ctx: Context, referral: Referral) -> Reply:
    """Return one referral as this person sees it: state, next step, history, what may be done."""
    author = is_author(ctx.person, referral)
    side = "clinician" if author else "handler"
    next_step = "consent_old" if has_run_out(ctx, referral) else referral.state
    lines = [
        ctx.say("referrals.state", state=ctx.say(f"state.{referral.state}")),
        ctx.say("referrals.next", next=ctx.say(f"next.{side}.{next_step}")),
        ctx.say("referrals.from", service=ctx.know.directory.services[referral.service].name),
        ctx.say("referrals.to", team=ctx.know.directory.team_name(referral.post)),
        ctx.say("referrals.consent", scope=scope_text(ctx, referral)),
    ]
    if not author:
        name = ctx.world.names.get(referral.clinician, referral.clinician)
        lines.insert(2, ctx.say("referrals.clinician", name=name))
    return Reply(
        "\n".join(lines),
        title=referral.code,
        more=_history(ctx, referral),
        record=referral_text(ctx, referral) if author and referral.is_open else "",
        choices=(*_buttons(ctx, referral, author=author), list_button(ctx)),
    )


def has_run_out(ctx: Context, referral: Referral) -> bool:
    """Tell whether a referral waits for an answer while its consent has become too old to carry one."""
    return referral.state in UNANSWERED and not referral.consent.is_current(ctx.now.date())


def may_talk(ctx: Context, referral: Referral) -> bool:
    """Tell whether the two sides may arrange a talk about it: it is open and its consent holds today."""
    return referral.is_open and referral.consent.is_current(ctx.now.date())


def endings(referral: Referral) -> tuple[str, ...]:
    """Return how its clinician may end it. A consent may be withdrawn at any time, also afterwards.

    Source: pvf art. 7.
    """
    if referral.is_open:
        return ENDINGS
    return () if referral.consent.withdrawn_at else (WITHDRAW,)


def list_button(ctx: Context) -> Choice:
    """Return the button back to the list of referrals."""
    return ctx.button("referrals:", "referrals.button")


def _history(ctx: Context, referral: Referral) -> str:
    lines = []
    for change in referral.history:
        reason = f" ({ctx.say(f'reason.{change.reason}')})" if change.reason else ""
        at = norwegian(change.at).strftime("%d.%m.%Y %H:%M")
        lines.append(f"- {at}: {ctx.say(f'state.{change.to}')}{reason}")
    return "\n".join(lines)


def step_button(ctx: Context, referral: Referral, what: str, label: str = "") -> Choice:
    """Return a handler's button. It names the version it was made for, so that an old one does nothing."""
    return ctx.button(f"handle:{referral.code}:{referral.version}:{what}", label or f"handle.{what}")


def _buttons(ctx: Context, referral: Referral, *, author: bool) -> tuple[Choice, ...]:
    may = may_talk(ctx, referral)
    contact = (ctx.button(f"contact:{referral.code}", "contact.button"),) if may else ()
    if author:
        ends = endings(referral)
        return (
            *contact,
            *(ctx.button(f"end:{referral.code}:{action}", f"end.{action}") for action in ends),
        )
    legal = LEGAL[referral.state] - ({State.ACCEPTED} if has_run_out(ctx, referral) else set())
    steps = (step_button(ctx, referral, what) for state, what in HANDLER_STEPS if state in legal)
    return (*steps, *contact)
