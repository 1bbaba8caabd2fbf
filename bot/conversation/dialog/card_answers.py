"""Takes the answers of a card: all at once, or one by one where a channel ticks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.context import Context, Handler
from bot.conversation.dialog import cards, flow
from bot.conversation.dialog import typed_answers as flow_read
from bot.conversation.dialog.dialog import Question
from bot.conversation.dialog.labels import answered
from bot.domain.message.button_id import Parts
from bot.domain.message.message import IS, Reply
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.domain.turn.session import OpenDialog


def press(ctx: Context, parts: Parts) -> Outcome | None:
    """Answer a press of a card: "<serial>:<step>=<answer>" or "<serial>:!all&<step>=<answer>&…".

    None where it is no press of the card that is open: `flow.press` knows what to say to an old button.
    """
    serial, value = answered(parts)
    open_dialog = ctx.session.dialog
    whole = value.split("&")[0] == cards.ALL
    if open_dialog is None or serial != str(ctx.session.serial) or not (whole or IS in value):
        return None
    handler = flow.leader(ctx, open_dialog.name)
    asked = _asked(handler, open_dialog)
    given = cards.answers(value)
    if not asked or any(step not in asked or not asked[step].takes(one) for step, one in given.items()):
        return None
    told = {step: flow_read.kept(ctx, asked[step], one) for step, one in given.items()}
    if "" in told.values():
        return ctx.reply(Reply(ctx.say("flow.in_future")), flow.here(ctx))
    return taken(ctx, handler, open_dialog, told, whole=whole)


def taken(
    ctx: Context, handler: Handler, open_dialog: OpenDialog, told: Mapping[str, str], *, whole: bool
) -> Outcome:
    """Note answers of the card that is open. While some are missing it stays; then comes what is next.

    A tick leaves the card's buttons as good as they are: only what is asked anew gets a new number.
    """
    after = replace(open_dialog, answers={**open_dialog.answers, **told})
    missing = set(_asked(handler, after)) & set(_asked(handler, open_dialog))
    if not missing:
        session = ctx.session.asking(after)
        return ctx.reply(flow.here(replace(ctx, session=session)), session=session, kind=OutcomeKind.DIALOG)
    session = replace(ctx.session, dialog=after, topic=None)
    shown = flow.here(replace(ctx, session=session))
    remark = (Reply(ctx.say("flow.card_missing", questions=_open(shown))),) if whole else ()
    if shown.card:
        shown = replace(shown, card=replace(shown.card, again=True))
    return ctx.reply(*remark, shown, session=session, kind=OutcomeKind.DIALOG)


def _open(shown: Reply) -> str:
    """Return the numbers of the questions that nobody has answered."""
    parts = shown.card.parts if shown.card else ()
    return ", ".join(str(part.number) for part in parts if not part.given)


def _asked(handler: Handler, open_dialog: OpenDialog) -> dict[str, Question]:
    """Return the questions of the card that is open, by step."""
    now = flow.asked_now(handler, open_dialog)
    together = flow.asked_together(handler, open_dialog, now) if isinstance(now, Question) else ()
    return {question.step: question for question in together}
