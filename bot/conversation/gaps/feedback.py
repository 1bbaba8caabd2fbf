"""Asks below an answer whether it was one to the question."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Context
from bot.conversation.dialog import flow
from bot.domain.message.button_id import ButtonId, is_of
from bot.domain.message.message import Choice, Inbound
from bot.domain.turn.outcome import Outcome
from bot.domain.turn.session import Session

HANDLER = "helpful"
YES, NO, SEND = "yes", "no", "send"


def buttons(ctx: Context, topic_id: str) -> tuple[Choice, ...]:
    """Return the two answers to "was this the answer to your question?"; none while a dialog waits."""
    if ctx.turn.text is None or flow.waits(ctx):
        return ()
    return of_verdict(ctx, topic_id)


def of_verdict(ctx: Context, topic_id: str) -> tuple[Choice, ...]:
    """Return the same below a verdict, which answers a question however it was reached."""
    if HANDLER not in {handler.name for handler in ctx.handlers}:
        return ()
    return tuple(
        ctx.button(ButtonId(HANDLER, said, topic_id), f"helpful.button.{said}") for said in (YES, NO)
    )


def once(turn: Inbound, before: Session, outcome: Outcome) -> Outcome:
    """Return the outcome with the offer to hand a question on ended: it is of the next message alone."""
    asked = is_of(before.picking, HANDLER) and outcome.session.picking == before.picking
    if not asked or turn.press == before.picking:
        return outcome
    return replace(outcome, session=replace(outcome.session, picking=""))
