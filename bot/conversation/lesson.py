"""The way back into the course from a question that was asked beside it."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.domain.message import Choice

PREFIX = "course:"


def onward(ctx: Context) -> Choice | None:
    """Return the button to the next part for somebody who is in the middle of the course; None for others."""
    session = ctx.session
    if not session.learning or not any(f"{handler.name}:" == PREFIX for handler in ctx.handlers):
        return None
    return ctx.button(f"{PREFIX}{session.lesson + 1}", "course.onward", number=session.lesson + 1)
