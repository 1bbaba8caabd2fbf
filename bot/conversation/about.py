"""Where a message asks about the answer that was just shown, not about a topic."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.domain.turn.outcome import Outcome
from bot.knowledge.base.entry import IN_LANGUAGE, KnowledgeBase
from bot.knowledge.base.terms import named
from bot.knowledge.search.search import Found, MatchKind

HANDLER = "about"


SOURCE = "source"


def found(ctx: Context) -> Found:
    """Return what was found; where a message names a matter that the answer shown does not speak of, that.

    "Er du sikker på at Nav kan få vite det?" is about Nav, unless the answer was. Where somebody asks for a
    source the matter it is called by is often the source.
    """
    heard = ctx.heard.subject.found
    if heard.kind is not MatchKind.ABOUT or heard.instead is None or not _names_another(ctx, heard.detail):
        return heard
    return heard.instead


def _names_another(ctx: Context, kind: str) -> bool:
    base = ctx.know.base
    matters = named(ctx.heard.subject.said, base.terms) - base.words.worked_out(
        "sayings", lambda: _sayings(base)
    )
    topic = base.topic(ctx.lang, ctx.session.topic) if ctx.session.topic else None
    if topic is None or not matters:
        return bool(matters)
    told = named(" ".join((topic.question, topic.answer, topic.more)), base.terms)
    return kind != SOURCE and not matters <= told


def _sayings(base: KnowledgeBase) -> frozenset[str]:
    """Return the terms that are mere sayings where one asks about an answer: "i praksis"."""
    asked = (text for none in base.none_of_these for texts in none.about.values() for text in texts)
    return frozenset[str]().union(*(named(text, base.terms) for text in asked))


def answered(ctx: Context) -> Outcome | None:
    """Return what the handler of such questions makes of the message, or None where it is none of them."""
    heard = found(ctx)
    handler = next((handler for handler in ctx.handlers if handler.name == HANDLER), None)
    return handler.press(ctx, (heard.detail,)) if handler and heard.kind is MatchKind.ABOUT else None


def language(ctx: Context, said: str) -> str:
    """Return the language of the talk after a message in the language `said`.

    Who asks for an answer in another language, in that very language, wants it for this once. What is as
    short as "si det igjen" does not tell the two kinds of Norwegian apart.
    """
    heard, talk = found(ctx), ctx.session.lang
    if heard.kind is not MatchKind.ABOUT:
        return said
    once = bool(ctx.session.topic) and heard.detail.startswith(IN_LANGUAGE)
    return talk if once or "en" not in (said, talk) else said
