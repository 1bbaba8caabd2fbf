"""An opening sentence begins the referral with what it says filled in, shown for correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import carried
from bot.conversation.context import Context, Handler
from bot.conversation.dialog import flow
from bot.conversation.dialog import open_question as asking
from bot.conversation.dialog import typed_answers as flow_read
from bot.domain.case import code as codes
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Reply
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.domain.turn.session import OpenDialog
from bot.understanding.opening import begins_referral

CHANGE = "change"


def told(ctx: Context, handler: Handler, text: str) -> Mapping[str, str]:
    """Return what a message says of the patient, if it begins a referral and no other question is open.

    A message with a code speaks of what there is already, and the signs of a code are nobody's age.
    """
    if flow.waits(ctx) or _put_aside(ctx, handler) or codes.found(text):
        return {}
    dialog, words = flow.dialog_of(handler), ctx.know.base.words
    asked = [asking.asked(words, dialog.name, question) for question in dialog.questions]
    heard = handler.topic in ctx.heard.subject.topics[:1]
    if not begins_referral(words, asked, text, ctx.now.date(), heard=heard):
        return {}
    return flow_read.facts(ctx, handler, text)


def carried_over(ctx: Context, handler: Handler) -> Mapping[str, str]:
    """Return what the question said that was answered just now, where no other dialog waits."""
    if flow.waits(ctx) or _put_aside(ctx, handler):
        return {}
    return carried.of(ctx.session, flow.dialog_of(handler).name)


def _put_aside(ctx: Context, handler: Handler) -> bool:
    """Tell whether another one was begun and waits: what is said now may be of another patient."""
    return ctx.session.paused is not None and ctx.session.paused.name == flow.dialog_of(handler).name


def begin(ctx: Context, handler: Handler, answers: Mapping[str, str]) -> Outcome:
    """Open the dialog with these answers, say which, and ask for the rest."""
    dialog = flow.dialog_of(handler)
    session = flow.opened(ctx, OpenDialog(dialog.name, dict(answers)))
    change = ctx.button(ButtonId(handler.name, CHANGE), "flow.change")
    read = Reply(
        ctx.say("flow.noted", answers=flow_read.noted_lines(ctx, handler, answers)), choices=(change,)
    )
    asked = flow.here(replace(ctx, session=session))
    replies = (asked,) if asked.rows else (read, asked)  # the answers that are checked last say it all
    topics = (handler.topic,) if handler.topic else ()
    return ctx.reply(*replies, session=session, kind=OutcomeKind.DIALOG, topics=topics)


def listed(ctx: Context, handler: Handler) -> Outcome:
    """List the answers of the open dialog, to change one; say so when it is no longer open."""
    open_dialog = ctx.session.dialog
    if open_dialog is None or open_dialog.name != flow.dialog_of(handler).name or not flow.waits(ctx):
        return ctx.reply(Reply(ctx.say("flow.finished")))
    return flow.take(ctx, handler, open_dialog, flow.CHANGE)
