"""What of a turn may be kept where its person wants the talk kept: masked, short, never inside a dialog."""

from __future__ import annotations

from bot.conversation.gaps.unanswered import masked_text
from bot.domain.message.message import Inbound
from bot.domain.turn.outcome import Outcome, OutcomeKind

NEVER = frozenset({OutcomeKind.EMERGENCY, OutcomeKind.IDENTIFYING, OutcomeKind.DIALOG})
"""What was written then is about somebody, or may be."""


def own_line(turn: Inbound, outcome: Outcome) -> str:
    """Return what may be kept of what was written; nothing unless its person wants the talk kept."""
    kept = outcome.session.keeps and not outcome.erase and outcome.kind not in NEVER
    if not kept or turn.text is None or outcome.session.dialog or outcome.session.paused:
        return ""
    return masked_text(turn.text)
