"""Where a message asks about the answer that was just shown, not about a topic."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.domain.outcome import Outcome
from bot.knowledge.entry import IN_LANGUAGE
from bot.knowledge.search import Kind

HANDLER = "about"


def answered(ctx: Context) -> Outcome | None:
    """Return what the handler of such questions makes of the message, or None where it is none of them."""
    found = ctx.heard.subject.found
    handler = next((handler for handler in ctx.handlers if handler.name == HANDLER), None)
    return handler.press(ctx, found.detail) if handler and found.kind is Kind.ABOUT else None


def language(ctx: Context, said: str) -> str:
    """Return the language of the talk after a message in the language `said`.

    Who asks for an answer in another language, in that very language, wants it for this once. What is as
    short as "si det igjen" does not tell the two kinds of Norwegian apart.
    """
    found, talk = ctx.heard.subject.found, ctx.session.lang
    if found.kind is not Kind.ABOUT:
        return said
    once = bool(ctx.session.topic) and found.detail.startswith(IN_LANGUAGE)
    return talk if once or "en" not in (said, talk) else said
