"""A change of the texts in words: what it is, what it would do, who decided. Shared by the chat's replies."""

from __future__ import annotations

from bot.conversation.context import Context, norwegian
from bot.domain.curating.board import Nearest
from bot.domain.curating.change import Effect, KbChange, Kind, Moved

MOST_MOVED = 5


def title(ctx: Context, change: KbChange) -> str:
    """Return what kind of change it is, and of which topic."""
    topic = ctx.know.base.topic(ctx.lang, change.proposal.topic)
    of = topic.question if topic else change.proposal.topic
    return f"{ctx.say(f'curating.kind.{change.proposal.kind}')}: {of}"


def line(ctx: Context, change: KbChange) -> str:
    """Return a change as a line of the list."""
    kind, _, of = title(ctx, change).partition(": ")
    return ctx.say(
        "curating.line",
        number=change.number,
        kind=kind,
        title=of,
        stage=ctx.say(f"curating.stage.{change.stage}"),
        by=change.by,
        day=ctx.day(norwegian(change.at).date()),
    )


def near(ctx: Context, one: Nearest) -> str:
    """Return a topic that is near, and by which of its lines."""
    return ctx.say("curating.near", title=one.title, why=one.why)


def preview(ctx: Context, change: KbChange) -> str:
    """Return a change as it can be judged: its texts, its effect, what stands against it, who decided."""
    texts = (f"{ctx.say(f'language.name.{lang}')}:\n{text}" for lang, text in change.proposal.texts.items())
    parts = [line(ctx, change), "\n\n".join(texts)]
    if change.effect is not None:
        parts += [*_effect(ctx, change, change.effect)]
    if change.decided_at:
        day = ctx.day(norwegian(change.decided_at).date())
        parts.append(ctx.say("curating.decided", by=change.decided_by, day=day))
    return "\n\n".join(parts)


def _effect(ctx: Context, change: KbChange, effect: Effect) -> list[str]:
    if change.proposal.kind is Kind.ANSWER:
        parts = [ctx.say("curating.no_effect")]
    else:
        other = len(effect.moved) - effect.better - effect.worse
        counted = {
            "questions": effect.questions,
            "better": effect.better,
            "worse": effect.worse,
            "other": other,
        }
        own = [
            ctx.say("curating.own", text=m.text, before=outcome(ctx, m.before))
            for m in effect.own[:MOST_MOVED]
        ]
        first = sorted(effect.moved, key=lambda one: (not one.worse, not one.better))[:MOST_MOVED]
        parts = [
            ctx.say("curating.effect", **counted),
            "\n".join((*own, *(moved(ctx, one) for one in first))),
        ]
    if effect.faults:
        parts.append("\n".join((ctx.say("curating.faults"), *effect.faults[:MOST_MOVED])))
    return [part for part in parts if part]


def moved(ctx: Context, one: Moved) -> str:
    """Return a question that gets another answer."""
    before, after = outcome(ctx, one.before), outcome(ctx, one.after)
    return ctx.say("curating.moved", text=one.text, before=before, after=after)


def outcome(ctx: Context, told: str) -> str:
    """Return an outcome in words, with the title of its topic."""
    kind, _, topic = told.partition(" ")
    known = ctx.know.base.topic(ctx.lang, topic) if topic else None
    said = ctx.say(f"curating.outcome.{kind}")
    return f"{said} ({known.question})" if known else said
