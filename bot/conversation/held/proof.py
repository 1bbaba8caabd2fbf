"""Before a consent is recorded, whoever records it may have to show anew who they are."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.domain.audit.entry import AuditAction
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Reply
from bot.domain.turn.outcome import Audit, Outcome, OutcomeKind

RECORDED = frozenset({AuditAction.CONSENT_GIVEN, AuditAction.CONSENT_RENEWED, AuditAction.EMPLOYER})
"""What is put on record when a consent is recorded, whichever dialog does it."""

PROVE = ButtonId("prove")
"""The button that leads to a new sign-in. It is the web's alone: no turn is taken with it."""


def proved(ctx: Context, outcome: Outcome) -> Outcome:
    """Return the outcome; or, from somebody unproved, the request to sign in: the question stays open."""
    records = any(isinstance(one, Audit) and one.action in RECORDED for one in outcome.effects)
    if not records or not ctx.turn.unproved:
        return outcome
    reply = Reply(ctx.say("flow.prove"), choices=(ctx.button(PROVE, "flow.prove_button"),))
    return ctx.reply(reply, kind=OutcomeKind.DIALOG)
