"""A card: questions of one kind that are asked together, each with its own answers and none of them given."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.context import Context
from bot.conversation.dialog.dialog import Question
from bot.conversation.dialog.labels import BACK, CANCEL, EDIT, PREFIX, brief, label_key, shown_answer, ways
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import IS, MEANWHILE, Card, Choice, Part, Reply
from bot.domain.turn.session import OpenDialog, Session

ALL = "!all"
"""The press that carries the answers of a whole card."""


def reply(
    ctx: Context,
    session: Session,
    open_dialog: OpenDialog,
    asked: Sequence[Question],
    options: tuple[Choice, ...],
    steps: Sequence[str],
) -> Reply:
    """Return the card of these questions; `options` answer the open one, `steps` are all there are."""
    name = open_dialog.name
    parts = tuple(_part(ctx, session, open_dialog, q, steps.index(q.step) + 1) for q in asked)
    first, last = parts[0].number, parts[-1].number
    ahead = (_before(ctx, session, steps[first - 2]),) if first > 1 else ()
    cancel = ways(ctx, session, CANCEL)
    back = ways(ctx, session, BACK) if first > 1 or parts[0].given else ()
    key = f"dialog.{name}.card.{asked[0].step}"
    helps = (f"{part.number}. {part.help}" for part in parts if part.help)
    return Reply(
        ctx.say(key),
        title=ctx.say(f"dialog.{name}.title", number=f"{first}–{last}", count=len(steps)),
        more="\n\n".join((*_said_first(ctx, name, asked[0]), *helps)),
        choices=(*options, *back, *cancel),
        card=Card(parts, ctx.button(ButtonId(PREFIX, session.serial, ALL), "flow.onward"), (*ahead, *cancel)),
    )


def _said_first(ctx: Context, name: str, question: Question) -> tuple[str, ...]:
    """Return how else the card can be answered, where that is said."""
    key = f"dialog.{name}.card_more.{question.step}"
    return (ctx.say(key),) if ctx.know.base.words.has(ctx.lang, key) else ()


def _before(ctx: Context, session: Session, step: str) -> Choice:
    """Return the way back from a whole card: to the question before it."""
    return ctx.button(ButtonId(PREFIX, session.serial, f"{EDIT}{step}"), "flow.back")


def _help(ctx: Context, name: str, question: Question) -> str:
    key = f"dialog.{name}.{question.step}.help"
    return ctx.say(key) if ctx.know.base.words.has(ctx.lang, key) else ""


def _part(ctx: Context, session: Session, open_dialog: OpenDialog, question: Question, number: int) -> Part:
    name, answer = open_dialog.name, open_dialog.answers.get(question.step, "")
    own = ButtonId(PREFIX, session.serial)
    choices = tuple(
        Choice(
            own.then(f"{question.step}{IS}{option}"),
            brief(ctx, name, question, option, label_key(ctx, name, question, option)),
        )
        for option in question.options
    )
    stands = bool(answer) and question.fits(answer)
    return Part(
        number,
        question.step,
        brief(ctx, name, question, "ask", f"dialog.{name}.{question.step}.ask"),
        choices,
        given=shown_answer(ctx, name, question, answer) if stands else "",
        chosen=own.then(f"{question.step}{IS}{answer}") if stands else "",
        dated=question.date,
        help=_help(ctx, name, question),
        full=ctx.say(f"dialog.{name}.{question.step}.ask"),
    )


def answers(value: str) -> dict[str, str]:
    """Return the answers, by step, that a press carries; nothing where it is no press of a card."""
    pairs = [pair.partition(IS) for pair in value.split(MEANWHILE) if pair != ALL]
    return {step: answer for step, sign, answer in pairs if sign and step}
