"""Takes what was typed as what it means: to the question that is open, to earlier ones, to those ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.context import Context, Handler
from bot.conversation.dialog import flow
from bot.conversation.dialog import open_question as asking
from bot.conversation.dialog.dialog import SUMMARY, Question, changeable, replay
from bot.conversation.dialog.flow import CHANGE, EDIT, OLDER, PREFIX
from bot.domain.case import code as codes
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Reply
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.domain.turn.session import OpenDialog
from bot.understanding import answer
from bot.understanding.answer.change import read_change, read_should_be
from bot.understanding.answer.days import read_day
from bot.understanding.answer.facts import names_any, read_facts
from bot.understanding.answer.lexicon import has_answer, is_question
from bot.understanding.answer.lexicon import with_signs as signs_in_words
from bot.understanding.answer.text import asks

FEW_WORDS = 6
"""Words of an answer to another question than the open one; in a longer text it may be said of anything."""


def read(ctx: Context, text: str) -> Outcome | None:
    """Take typed text as what it means to the open question or an earlier one, or return None."""
    open_dialog = ctx.session.dialog
    if open_dialog is None:
        return None
    handler = flow.leader(ctx, open_dialog.name)
    now = flow.asked_now(handler, open_dialog)
    at_summary = isinstance(now, Question) and now.step == SUMMARY and not open_dialog.listing
    if at_summary and (outcome := _put_right(ctx, handler, open_dialog, text)):
        return outcome
    if outcome := _changed(ctx, handler, open_dialog, text):
        return outcome
    question = flow.asked_now(handler, open_dialog)
    if not isinstance(question, Question) or open_dialog.listing:
        return None
    return _meant(ctx, handler, open_dialog, question, text)


def _meant(
    ctx: Context, handler: Handler, open_dialog: OpenDialog, question: Question, text: str
) -> Outcome | None:
    words, today = ctx.know.base.words, ctx.now.date()
    asked = asking.asked(words, open_dialog.name, question, flow.dialog_of(handler).questions)
    reading = answer.read(words, asked, text, today)
    if not isinstance(reading, answer.Said) and (several := _of_the_card(ctx, handler, open_dialog, text)):
        return several
    if isinstance(reading, answer.NoDay):
        return _no_day(ctx, open_dialog, question, reading)
    if isinstance(reading, answer.Unclear):
        return _asked_back(ctx, open_dialog, question, reading.readings)
    if reading is None:
        return _of_another(ctx, handler, open_dialog, question, text)
    value = kept(ctx, question, reading.value)
    if value == "":
        return ctx.reply(Reply(ctx.say("flow.in_future")), flow.waiting(ctx))
    also = {} if question.step == SUMMARY else _told(ctx, handler, open_dialog, question, text)
    outcome = flow.take(ctx, handler, with_facts(open_dialog, also), value)
    noted = also if value in question.options else {**also, question.step: value}
    return _noted(ctx, handler, open_dialog.name, noted, outcome)


def _of_the_card(ctx: Context, handler: Handler, open_dialog: OpenDialog, text: str) -> Outcome | None:
    """Take a sentence that answers questions of the card but not the first of them."""
    now = flow.asked_now(handler, open_dialog)
    asked = flow.asked_together(handler, open_dialog, now) if isinstance(now, Question) else ()
    if not asked or asks(text):
        return None
    done = replay(flow.dialog_of(handler), open_dialog.answers).steps
    told = {step: value for step, value in facts(ctx, handler, text).items() if step not in done}
    if not any(question.step in told for question in asked):
        return None
    return _noted(ctx, handler, open_dialog.name, told, taken(ctx, open_dialog, told))


def _of_another(
    ctx: Context, handler: Handler, open_dialog: OpenDialog, question: Question, text: str
) -> Outcome | None:
    """Take what is no answer to the open question but to another one ("over 18"), and ask on.

    Only a few words that ask nothing; of a consent nothing is taken that was not asked for.
    """
    if len(text.split()) > FEW_WORDS or is_question(ctx.know.base.words, text):
        return None
    if question.date or not any(sign.isalpha() for sign in text):
        return None  # a bare number is of nothing that was not asked for
    place = replay(flow.dialog_of(handler), open_dialog.answers)
    others = {q.step for q in flow.dialog_of(handler).questions if not q.consent} - {question.step}
    told = {step: value for step, value in facts(ctx, handler, text).items() if step in others}
    steps = set(place.steps)
    told = {step: value for step, value in told.items() if step in steps or step not in open_dialog.answers}
    if not told:
        return None
    return _noted(ctx, handler, open_dialog.name, told, taken(ctx, open_dialog, told))


def taken(ctx: Context, open_dialog: OpenDialog, told: Mapping[str, str]) -> Outcome:
    """Take several answers at once, and ask what is left."""
    session = ctx.session.asking(with_facts(open_dialog, told))
    shown = flow.here(replace(ctx, session=session))
    return ctx.reply(shown, session=session, kind=OutcomeKind.DIALOG)


def kept(ctx: Context, question: Question, said: str) -> str:
    """Return an answer as it is kept; nothing for a day to come."""
    if question.step == SUMMARY:
        return question.options[0] if said == "yes" else CHANGE
    if said in flow.DAYS_AGO and question.date:
        return flow.given_day(said, ctx.now.date()).isoformat()
    if said in question.options or not question.date:
        return said
    old = flow.too_old(ctx, dt.date.fromisoformat(said))
    return "" if old is None else OLDER if old else said


def _put_right(ctx: Context, handler: Handler, open_dialog: OpenDialog, text: str) -> Outcome | None:
    """Take what is said at the summary that is other than what stands there ("nei, hun er 17")."""
    if asks(text):
        return None
    standing = {**open_dialog.answers}
    steps = replay(flow.dialog_of(handler), standing).steps
    told = {**_corrected(ctx, handler, open_dialog, text), **facts(ctx, handler, text)}
    other = {step: value for step, value in told.items() if step in steps and standing[step] != value}
    if not other:
        return None
    corrected = with_facts(open_dialog, other)
    session = ctx.session.asking(corrected)
    shown = flow.here(replace(ctx, session=session))
    return _noted(ctx, handler, open_dialog.name, other, ctx.reply(shown, session=session))


def _corrected(ctx: Context, handler: Handler, open_dialog: OpenDialog, text: str) -> dict[str, str]:
    """Return the answer that is said to its question ("datoen var 25. november", "Nav skal være ja")."""
    words, today = ctx.know.base.words, ctx.now.date()
    questions = changeable(flow.dialog_of(handler), open_dialog.answers)
    dated = next((question for question in questions if question.date), None)
    day = read_day(words, text, today) if dated and names_any(words, "answers.change.day", text) else None
    if dated and isinstance(day, dt.date):
        value = kept(ctx, dated, day.isoformat())
        return {dated.step: value} if value and value != OLDER else {}
    change = read_should_be(words, asking.names(words, open_dialog.name, questions), text)
    question = next((q for q in questions if change and q.step == change.step), None)
    if change is None or question is None:
        return {}
    asked = asking.asked(words, open_dialog.name, question)
    reading = answer.read(words, asked, change.answer, today)
    value = kept(ctx, question, reading.value) if isinstance(reading, answer.Said) else ""
    return {question.step: value} if value and question.takes(value) else {}


def _told(
    ctx: Context, handler: Handler, open_dialog: OpenDialog, question: Question, text: str
) -> dict[str, str]:
    """Return what a text says about other questions that are not answered yet; a question says nothing."""
    if asks(text):
        return {}
    place = replay(flow.dialog_of(handler), open_dialog.answers)
    done = {question.step, *place.steps}
    return {step: value for step, value in facts(ctx, handler, text).items() if step not in done}


def facts(ctx: Context, handler: Handler, text: str) -> dict[str, str]:
    """Return what a text says about the questions of a handler's dialog, by step."""
    dialog = flow.dialog_of(handler)
    words, today = ctx.know.base.words, ctx.now.date()
    questions = {asking.asked(words, dialog.name, q).key: q for q in dialog.questions}
    asked = [asking.asked(words, dialog.name, q) for q in dialog.questions]
    told = read_facts(words, asked, codes.without(text), today)
    values = {questions[key].step: kept(ctx, questions[key], value) for key, value in told.items()}
    return {step: value for step, value in values.items() if value and value != OLDER}


def with_facts(open_dialog: OpenDialog, told: Mapping[str, str]) -> OpenDialog:
    """Return the dialog with answers that were said ahead."""
    return replace(open_dialog, answers={**open_dialog.answers, **told})


def noted_lines(ctx: Context, handler: Handler, told: Mapping[str, str]) -> str:
    """Return answers as people read them, a line each, in the order of the questions."""
    dialog = flow.dialog_of(handler)
    told_of = [question for question in dialog.questions if question.step in told]
    return "\n".join(
        f"{ctx.say(f'dialog.{dialog.name}.{question.step}.short')}: "
        f"{flow.shown_answer(ctx, dialog.name, question, told[question.step])}"
        for question in told_of
    )


def _noted(ctx: Context, handler: Handler, name: str, told: Mapping[str, str], outcome: Outcome) -> Outcome:
    """Say what was read, where it is more than a button says."""
    lines = noted_lines(ctx, handler, told)
    if not lines or outcome.session.dialog is None or outcome.replies[-1].rows:
        return outcome  # the answers that are checked last say all that was read
    return replace(outcome, replies=(Reply(ctx.say("flow.noted", answers=lines)), *outcome.replies))


def _asked_back(
    ctx: Context, open_dialog: OpenDialog, question: Question, readings: tuple[str, ...]
) -> Outcome:
    """Ask which of two readings is meant, with both as buttons."""
    choices = tuple(_reading(ctx, open_dialog.name, question, one) for one in readings)
    return ctx.reply(Reply(ctx.say("flow.unclear", answer=choices[0].label), choices=choices))


def _reading(ctx: Context, name: str, question: Question, value: str) -> Choice:
    if question.step == SUMMARY:
        value = question.options[0] if value == "yes" else CHANGE
    if value == CHANGE:
        return flow.ways(ctx, ctx.session, CHANGE)[0]
    return Choice(ButtonId(PREFIX, ctx.session.serial, value), flow.shown_answer(ctx, name, question, value))


def _no_day(ctx: Context, open_dialog: OpenDialog, question: Question, none: answer.NoDay) -> Outcome:
    """Say why a day cannot be taken, with the days and answers that may be meant."""
    handler = flow.leader(ctx, open_dialog.name)
    if none.long_ago and OLDER in question.options:
        return flow.take(ctx, handler, open_dialog, OLDER)
    if none.why is answer.Why.AHEAD:
        return ctx.reply(Reply(ctx.say("flow.in_future")), flow.waiting(ctx))
    if none.why is answer.Why.NONE_SUCH:
        return ctx.reply(Reply(ctx.say("flow.no_such_day")), flow.waiting(ctx))
    others = [option for option in (OLDER, "unknown") if option in question.options]
    values = (*(day.isoformat() for day in none.days), *others)
    choices = tuple(_reading(ctx, open_dialog.name, question, value) for value in values)
    return ctx.reply(Reply(ctx.say("flow.which_day"), choices=choices))


def _changed(ctx: Context, handler: Handler, open_dialog: OpenDialog, text: str) -> Outcome | None:
    """Answer "endre Nav til ja": the earlier step is asked anew, or answered when the answer was said."""
    words = ctx.know.base.words
    questions = changeable(flow.dialog_of(handler), open_dialog.answers)
    change = read_change(words, asking.names(words, open_dialog.name, questions), text)
    if change is None:
        return None
    question = next((q for q in questions if q.step == change.step), None)
    if question is None:
        return flow.take(ctx, handler, open_dialog, CHANGE)
    edited = replace(open_dialog, editing=question.step, listing=False)
    if change.answer:
        asked = asking.asked(words, open_dialog.name, question)
        reading = answer.read(words, asked, change.answer, ctx.now.date())
        value = kept(ctx, question, reading.value) if isinstance(reading, answer.Said) else ""
        if value and question.takes(value):
            return flow.take(ctx, handler, edited, value)
    return flow.take(ctx, handler, open_dialog, f"{EDIT}{question.step}")


def with_signs(ctx: Context, text: str) -> str:
    """Return the text with a thumb and the like in words."""
    return signs_in_words(ctx.know.base.words, text)


def is_no_matter(ctx: Context, text: str, kind: OutcomeKind) -> bool:
    """Tell whether what a text was taken for is no matter of its own while a question is open.

    A number or a yes is no small talk, and what asks nothing is no question about somebody's case.
    """
    if kind is OutcomeKind.SMALLTALK:
        return has_answer(ctx.know.base.words, text)
    return kind is OutcomeKind.UNKNOWN or (
        kind is OutcomeKind.PERSON and not is_question(ctx.know.base.words, text)
    )
