"""What stops a turn before anything else: acute danger, identifying data, and what is no words at all.

Neither is stored, logged or searched. Where danger and identifying data come together both are answered,
the danger first: a name must not stand between somebody and the emergency numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot import safety
from bot.conversation import answers, typed
from bot.conversation.context import Context
from bot.conversation.dialog import flow
from bot.conversation.tokens import without_tokens
from bot.domain.message.message import Call, Inbound, Reply, Tone
from bot.domain.ports.store import FAULT, Said
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.knowledge.base.entry import Words
from bot.understanding import language
from bot.understanding.heard import may_answer

ABOUT_IDENTIFYING = ("privacy.chat_email", "privacy.anonymous_discussion")
ABOUT_DANGER = ("privacy.danger",)


def stopped(ctx: Context) -> Outcome | None:
    """Return what a turn leads to that goes no further, or None for one that may be understood."""
    turn = ctx.turn
    heard = _inspected(ctx)
    danger, seen = heard.danger, heard.identifying
    if heard.harmless and turn.unsupported is None:
        return None
    replies = []
    if danger:
        replies.append(emergency(ctx, danger, young=heard.young))
    if seen:
        replies.append(_identifying(ctx, seen))
    if turn.unsupported:
        replies.append(_refused(ctx))
    if not replies:
        return None
    hidden = bool(seen) or turn.unsupported is not None
    kinds = [*([OutcomeKind.EMERGENCY] if danger else []), *([OutcomeKind.IDENTIFYING] if hidden else [])]
    counts = tuple(ctx.counted("", kind) for kind in kinds)
    return ctx.reply(*_buttons_last(replies), kind=kinds[-1], effects=counts, erase=hidden)


def _inspected(ctx: Context) -> safety.Inspection:
    """Return what is seen in all that a turn brought: words, payload, file name."""
    turn = ctx.turn
    if turn.press is not None:
        return safety.Inspection(identifying=_of_a_press(turn.press))
    answers_it = flow.waits(ctx) and may_answer(turn.words)
    heard = ctx.heard.answer if answers_it else ctx.heard.message
    if not turn.file_name:
        return heard
    seen = heard.identifying | safety.identifying(safety.spaced(turn.file_name))
    return replace(heard, identifying=seen)


def _of_a_press(payload: str) -> frozenset[safety.Seen]:
    """Return what is seen in a button's payload that is none of our own tokens: it is no sentence."""
    seen = safety.identifying(without_tokens(payload), open_question=True)
    return seen - {safety.Seen.HANDLE}  # "handle:" is how some of our own begin


def emergency(ctx: Context, danger: safety.Danger, *, young: bool = False) -> Reply:
    """Return the numbers to call, those for this danger first; for children and the young their own line."""
    card = _card(ctx.know.base.words, ctx.lang, danger, young=young)
    return replace(card, choices=answers.topic_buttons(ctx, ABOUT_DANGER))


def unaided(words: Words, turn: Inbound, lang: str | None) -> Said | None:
    """Return the numbers to call if a turn tells of danger, else None: with no store, no talk and no search.

    `lang` is the person's language where it is known. The answer is of the kind FAULT: nothing was written,
    and it has no buttons, which nobody could take now.
    """
    danger = safety.acute(turn.words)
    if danger is None:
        return None
    lang = lang or _spoken(words, turn)
    card = _card(words, lang, danger, young=safety.about_the_young(turn.words))
    hidden = turn.unsupported is not None or bool(safety.identifying(turn.words))
    return Said((card,), FAULT, hidden, lang)


def _spoken(words: Words, turn: Inbound) -> str:
    return typed.language(words, turn.words, language.spoken(turn.words), turn.lang or "nb")


def _card(words: Words, lang: str, danger: safety.Danger, *, young: bool) -> Reply:
    return Reply(
        words.say(lang, "danger.text"),
        do=(words.say(lang, f"danger.do.{danger}"),),
        calls=tuple(call(words, lang, number) for number in numbers(danger, young=young)),
        tone=Tone.DANGER,
    )


def numbers(danger: safety.Danger, *, young: bool) -> tuple[str, ...]:
    """Return the numbers to call, the most urgent first. All hold in the whole of Norway.

    116 117 leads to the out-of-hours service of the place one calls from; the sources name no local number.
    Source: helsenorge.no, emergency numbers and helplines.
    """
    first = ("112", "113") if danger in {safety.Danger.VIOLENCE, safety.Danger.CHILD} else ("113", "112")
    if danger is safety.Danger.CHILD:
        return (*first, "116_117", "116_111")
    talk = ("116_123", "22_40_00_40") if danger is safety.Danger.SUICIDE else ("116_123",)
    return (*first, "116_117", *(("116_111",) if young else ()), *talk)


def call(words: Words, lang: str, number: str) -> Call:
    """Return a number as a channel may offer it; in the keys of the words its blanks are underscores."""
    return Call(words.say(lang, f"danger.call.{number}"), number.replace("_", " "))


def _identifying(ctx: Context, seen: Iterable[safety.Seen]) -> Reply:
    kinds = ", ".join(ctx.say(f"guard.seen.{kind}") for kind in sorted(seen))
    if set(seen) == {safety.Seen.DESCRIPTION}:
        return _warning(ctx, ctx.say("guard.described"), do="guard.describe_instead")
    return _warning(ctx, ctx.say("guard.identifying", kinds=kinds))


def _refused(ctx: Context) -> Reply:
    return _warning(ctx, ctx.say("guard.refused", what=ctx.say(f"guard.sent.{ctx.turn.unsupported}")))


def _warning(ctx: Context, text: str, do: str = "guard.instead") -> Reply:
    return Reply(
        text,
        do=(ctx.say(do),),
        tone=Tone.WARNING,
        choices=answers.topic_buttons(ctx, ABOUT_IDENTIFYING),
    )


def _buttons_last(replies: list[Reply]) -> list[Reply]:
    """Two warnings of the same kind have their advice and buttons once, under the last."""
    warnings = [reply for reply in replies if reply.tone is Tone.WARNING]
    return [replace(r, do=(), choices=()) if r in warnings[:-1] else r for r in replies]
