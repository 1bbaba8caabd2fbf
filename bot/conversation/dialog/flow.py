"""Leads a dialog: asks, takes an answer, goes back, changes, cancels, resumes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.conversation import typed
from bot.conversation.context import Context, Handler
from bot.conversation.dialog import cards
from bot.conversation.dialog.dialog import (
    SUMMARY,
    Conclusion,
    Dialog,
    Place,
    Question,
    beside,
    changeable,
    path,
    replay,
)
from bot.conversation.dialog.labels import BACK as BACK
from bot.conversation.dialog.labels import CANCEL as CANCEL
from bot.conversation.dialog.labels import CHANGE as CHANGE
from bot.conversation.dialog.labels import EDIT as EDIT
from bot.conversation.dialog.labels import PREFIX as PREFIX
from bot.conversation.dialog.labels import SHOW, answered, brief, brief_answer, option_button
from bot.conversation.dialog.labels import shown_answer as shown_answer
from bot.conversation.dialog.labels import ways as ways
from bot.domain.case.inquiry import is_code
from bot.domain.message.button_id import ButtonId, Parts
from bot.domain.message.message import Choice, Reply, Row
from bot.domain.ports.store import DialogPlace
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.domain.turn.session import OpenDialog, Session
from bot.knowledge.base.entry import LANGUAGES

FEW = 4
"""Answers that stand under a question in one line; more of them are shown on demand."""

DAYS_AGO = {"today": 0, "yesterday": 1}
OLDER = "older"


def begin(ctx: Context, handler: Handler) -> Outcome:
    """Start the handler's dialog, or go on with it where it stands."""
    dialog = dialog_of(handler)
    open_dialog = ctx.session.dialog
    if open_dialog and open_dialog.name == dialog.name:
        return ctx.reply(Reply(ctx.say("flow.resumed")), here(ctx))
    paused = ctx.session.paused
    again = paused if paused and paused.name == dialog.name else None
    session = opened(ctx, again or OpenDialog(dialog.name))
    resumed = (Reply(ctx.say("flow.resumed")),) if again else ()
    return ctx.reply(*resumed, here(replace(ctx, session=session)), session=session)


def opened(ctx: Context, dialog: OpenDialog) -> Session:
    """Return the session with this dialog open. Another one that waits for an answer is put aside for it."""
    session = ctx.session.asking(dialog)
    if ctx.session.paused and ctx.session.paused.name == dialog.name:
        session = replace(session, paused=None)
    return replace(session, paused=ctx.session.dialog) if waits(ctx) else session


def waits(ctx: Context) -> bool:
    """Tell whether a dialog is open that waits for an answer, and has not come to an end."""
    open_dialog = ctx.session.dialog
    return open_dialog is not None and isinstance(
        asked_now(leader(ctx, open_dialog.name), open_dialog), Question
    )


def here(ctx: Context) -> Reply:
    """Return the question that is open now, with its buttons as they were."""
    open_dialog = ctx.session.dialog
    if open_dialog is None:
        raise ValueError("no dialog is open")
    handler = leader(ctx, open_dialog.name)
    return _question(ctx, handler, ctx.session, open_dialog)


def waiting(ctx: Context) -> Reply:
    """Return the question that is open as one line, with its answers where they are few."""
    open_dialog = ctx.session.dialog
    if open_dialog is None:
        raise ValueError("no dialog is open")
    question = asked_now(leader(ctx, open_dialog.name), open_dialog)
    if not isinstance(question, Question) or open_dialog.listing:
        return here(ctx)
    shown = here(ctx)
    show = ctx.button(ButtonId(PREFIX, ctx.session.serial, SHOW), "flow.show")
    if question.step == SUMMARY:
        return Reply(shown.title, choices=(show,))
    ask = ctx.say(f"dialog.{open_dialog.name}.{question.step}.ask")
    few = len(question.options) <= FEW
    choices = shown.choices[: len(question.options)] if few else (show,)
    steps = path(dialog_of(leader(ctx, open_dialog.name)), open_dialog.answers)
    title = shown.title
    if shown.card:
        number = steps.index(question.step) + 1
        title = ctx.say(f"dialog.{open_dialog.name}.title", number=number, count=len(steps))
    return Reply(ctx.say("flow.waiting", title=title, ask=ask), choices=choices)


def press(ctx: Context, parts: Parts) -> Outcome:
    """Answer a press of a dialog button: "<serial>:<value>". Buttons of earlier questions change nothing."""
    serial, value = answered(parts)
    open_dialog = ctx.session.dialog
    if open_dialog is None:
        return ctx.reply(Reply(ctx.say("flow.finished")))
    shown = here(ctx)
    handler = leader(ctx, open_dialog.name)
    if serial == str(ctx.session.serial) and value == SHOW:
        return ctx.reply(shown)
    buttons = (*shown.choices, *(row.change for row in shown.rows), *(shown.card.ways if shown.card else ()))
    known = (PREFIX, parts) in {(c.id.handler, c.id.parts) for c in buttons} or _offered_day(
        ctx, handler, open_dialog, value
    )
    if serial != str(ctx.session.serial) or not known:
        return ctx.reply(Reply(ctx.say("flow.stale")), shown)
    return take(ctx, handler, open_dialog, value)


def _offered_day(ctx: Context, handler: Handler, open_dialog: OpenDialog, value: str) -> bool:
    """Tell whether a button is a day that was offered when one was typed that was not plain."""
    question = asked_now(handler, open_dialog)
    if not isinstance(question, Question) or value in question.options or not question.takes(value):
        return False
    return too_old(ctx, dt.date.fromisoformat(value)) is False


def answer(ctx: Context, text: str, pressed: Callable[[Context, str], Outcome]) -> Outcome | None:
    """Take typed text that is to the letter an answer to the open question; None when it is not.

    A typed label or number goes to `pressed`, as if the button had been used.
    """
    open_dialog = ctx.session.dialog
    if open_dialog is None:
        return None
    handler = leader(ctx, open_dialog.name)
    words = ctx.know.base.words
    for value, key in (
        (BACK, "flow.typed.back"),
        (CANCEL, "flow.typed.cancel"),
        (CHANGE, "flow.typed.change"),
    ):
        if typed.means(words, key, text.strip().removeprefix("/")):
            return take(ctx, handler, open_dialog, value)
    if choice := _named(ctx, handler, open_dialog, text):
        return pressed(ctx, choice.id)
    question = asked_now(handler, open_dialog)
    if not isinstance(question, Question) or open_dialog.listing:
        return None
    for option in question.options:
        if typed.means(
            words, f"dialog.{open_dialog.name}.{question.step}.typed.{option}", text
        ) or typed.means(words, f"flow.typed.{option}", text):
            return take(ctx, handler, open_dialog, option)
    return None


def given_day(value: str, today: dt.date) -> dt.date:
    """Return the day that an answer to a date question means. Raises ValueError when it is no day."""
    if value in DAYS_AGO:
        return today - dt.timedelta(days=DAYS_AGO[value])
    return dt.date.fromisoformat(value)


def too_old(ctx: Context, day: dt.date) -> bool | None:
    """Tell whether a consent of this day is too old; None for a day to come."""
    today = ctx.now.date()
    return None if day > today else (today - day).days > ctx.know.directory.rules.consent_days


def without_unknown(session: Session, handlers: Iterable[Handler]) -> Session:
    """Return the session without dialogs that this version of the program no longer leads."""
    led = {dialog.name for handler in handlers if (dialog := handler.dialog()) is not None}
    if session.paused and session.paused.name not in led:
        session = replace(session, paused=None)
    if any(dialog.name not in led for dialog in session.dropped):
        session = replace(session, dropped=())
    return session.closed() if session.dialog and session.dialog.name not in led else session


def place(session: Session, handlers: Iterable[Handler]) -> DialogPlace | None:
    """Return where somebody is in the open dialog: the step or conclusion that waits. None without one."""
    open_dialog = session.dialog
    if open_dialog is None:
        return None
    for handler in handlers:
        dialog = handler.dialog()
        if dialog is not None and dialog.name == open_dialog.name:
            now = asked_now(handler, open_dialog)
            step = now.name if isinstance(now, Conclusion) else now.step
            return DialogPlace(open_dialog.name, step, dict(open_dialog.answers))
    return None


def leader(ctx: Context, name: str) -> Handler:
    """Return the handler whose dialog has this name."""
    return next(h for h in ctx.handlers if (d := h.dialog()) is not None and d.name == name)


def _named(ctx: Context, handler: Handler, open_dialog: OpenDialog, text: str) -> Choice | None:
    """Return the button that was typed by its number or label; labels count in every language."""
    for lang in dict.fromkeys((ctx.lang, *LANGUAGES)):
        shown = _question(replace(ctx, lang=lang), handler, ctx.session, open_dialog)
        if choice := typed.chosen(text, shown.choices):
            return choice
    return None


def dialog_of(handler: Handler) -> Dialog:
    """Return the dialog that a handler leads. Raises ValueError when it leads none."""
    dialog = handler.dialog()
    if dialog is None:
        raise ValueError(f"{handler.name} leads no dialog")
    return dialog


def asked_now(handler: Handler, open_dialog: OpenDialog) -> Question | Conclusion:
    """Return what is asked now: the step that is edited, or the first open one."""
    dialog = dialog_of(handler)
    now = replay(dialog, open_dialog.answers).now
    if open_dialog.editing:
        return next(
            (q for q in changeable(dialog, open_dialog.answers) if q.step == open_dialog.editing), now
        )
    return now


def asked_together(handler: Handler, open_dialog: OpenDialog, now: Question) -> tuple[Question, ...]:
    """Return the questions of the card that is open; nothing where one question stands alone."""
    if open_dialog.editing or open_dialog.listing:
        return ()
    return beside(dialog_of(handler), open_dialog.answers, now)


def take(ctx: Context, handler: Handler, open_dialog: OpenDialog, value: str) -> Outcome:
    """Take the value of a button: an answer, or a way (back, cancel, change)."""
    if value == CANCEL:
        return _cancel(ctx)
    if value == BACK:
        return _back(ctx, handler, open_dialog)
    if value == CHANGE and not changeable(dialog_of(handler), open_dialog.answers):
        return ctx.reply(Reply(ctx.say("flow.first")), here(ctx))
    if value == CHANGE:
        return _ask(ctx, handler, replace(open_dialog, editing=None, listing=True))
    if value.startswith(EDIT):
        step = value.removeprefix(EDIT)
        known = any(q.step == step for q in changeable(dialog_of(handler), open_dialog.answers))
        return _ask(ctx, handler, replace(open_dialog, editing=step if known else None, listing=False))
    return _answered(ctx, handler, open_dialog, value)


def _cancel(ctx: Context) -> Outcome:
    session = ctx.session.cancelled()
    done = Reply(
        ctx.say("flow.cancelled"), choices=(undo_button(ctx), ctx.button(ButtonId("help"), "help.button"))
    )
    if session.dialog is None:
        return ctx.reply(done, session=session)
    back = (Reply(ctx.say("flow.resumed")), here(replace(ctx, session=session)))
    return ctx.reply(replace(done, choices=(undo_button(ctx),)), *back, session=session)


def undo_button(ctx: Context) -> Choice:
    """Return the button that takes back a cancel."""
    return ctx.button(ButtonId("undo"), "flow.undo")


def _answered(ctx: Context, handler: Handler, open_dialog: OpenDialog, value: str) -> Outcome:
    question = asked_now(handler, open_dialog)
    if isinstance(question, Conclusion):
        return ctx.reply(Reply(ctx.say("flow.stale")), here(ctx))
    if value in DAYS_AGO and question.date:
        value = given_day(value, ctx.now.date()).isoformat()
    again = value == open_dialog.answers.get(question.step)
    if not question.takes(value) and not (again and question.fits(value)):
        return ctx.reply(Reply(ctx.say("flow.stale")), here(ctx))
    dialog = dialog_of(handler)
    answers = {**open_dialog.answers, question.step: value}
    if question.step == SUMMARY:
        end = dialog.next(
            {**{s: answers[s] for s in replay(dialog, open_dialog.answers).steps}, SUMMARY: value}
        )
        if isinstance(end, Conclusion):
            return handler.conclude(ctx, open_dialog.answers, end.name)
    return _ask(ctx, handler, OpenDialog(open_dialog.name, answers, about=open_dialog.about))


def _back(ctx: Context, handler: Handler, open_dialog: OpenDialog) -> Outcome:
    if open_dialog.listing:
        return _ask(ctx, handler, replace(open_dialog, listing=False))
    steps = replay(dialog_of(handler), open_dialog.answers).steps
    at = steps.index(open_dialog.editing) if open_dialog.editing in steps else len(steps)
    if at == 0:
        return ctx.reply(Reply(ctx.say("flow.first")), here(ctx))
    return _ask(ctx, handler, replace(open_dialog, editing=steps[at - 1]))


def _ask(ctx: Context, handler: Handler, open_dialog: OpenDialog) -> Outcome:
    session = ctx.session.asking(open_dialog)
    return ctx.reply(_question(ctx, handler, session, open_dialog), session=session, kind=OutcomeKind.DIALOG)


def _question(ctx: Context, handler: Handler, session: Session, open_dialog: OpenDialog) -> Reply:
    place = replay(dialog_of(handler), open_dialog.answers)
    if open_dialog.listing:
        return _list(ctx, session, open_dialog, changeable(dialog_of(handler), open_dialog.answers))
    now = asked_now(handler, open_dialog)
    if isinstance(now, Conclusion):
        ending = handler.conclude(ctx, open_dialog.answers, now.name).replies[0]
        return replace(ending, choices=(*ending.choices, *ways(ctx, session, BACK, CHANGE, CANCEL)))
    key = f"dialog.{open_dialog.name}.{now.step}"
    if now.step == SUMMARY:
        return _summary(ctx, handler, session, open_dialog, place, now)
    options = tuple(option_button(ctx, session, open_dialog.name, now, option) for option in now.options)
    steps = path(dialog_of(handler), open_dialog.answers)
    if asked := asked_together(handler, open_dialog, now):
        return cards.reply(ctx, session, open_dialog, asked, options, steps)
    given_by_another = open_dialog.answers.get(now.step, "")
    if open_dialog.editing and now.asked_of_another and is_code(given_by_another):
        label = shown_answer(ctx, open_dialog.name, now, given_by_another)
        options = (Choice(ButtonId(PREFIX, session.serial, given_by_another), label), *options)
    number = steps.index(now.step) + 1
    text = ctx.say(f"{key}.ask")
    if open_dialog.editing and now.step in open_dialog.answers:
        given = shown_answer(ctx, open_dialog.name, now, open_dialog.answers[now.step])
        text = f"{text}\n\n{ctx.say('flow.your_answer', answer=given)}"
    return Reply(
        text,
        title=ctx.say(f"dialog.{open_dialog.name}.title", number=number, count=len(steps)),
        more=ctx.say(f"{key}.help") if ctx.know.base.words.has(ctx.lang, f"{key}.help") else "",
        choices=(*options, *ways(ctx, session, *((BACK,) if number > 1 else ()), CANCEL)),
    )


def _summary(
    ctx: Context,
    handler: Handler,
    session: Session,
    open_dialog: OpenDialog,
    place: Place,
    question: Question,
) -> Reply:
    return Reply(
        ctx.say(f"dialog.{open_dialog.name}.summary.ask"),
        title=ctx.say(f"dialog.{open_dialog.name}.summary.title"),
        rows=tuple(_row(ctx, session, open_dialog, passed) for passed in place.passed),
        after=handler.ahead(ctx),
        more=ctx.say(f"dialog.{open_dialog.name}.summary.help"),
        choices=(
            *(option_button(ctx, session, open_dialog.name, question, option) for option in question.options),
            *ways(ctx, session, CHANGE, BACK, CANCEL),
        ),
    )


def _row(ctx: Context, session: Session, open_dialog: OpenDialog, question: Question) -> Row:
    name = open_dialog.name
    return Row(
        brief(ctx, name, question, "row", f"dialog.{name}.{question.step}.short"),
        brief_answer(ctx, name, question, open_dialog.answers[question.step]),
        ctx.button(ButtonId(PREFIX, session.serial, f"{EDIT}{question.step}"), "flow.change_this"),
    )


def _list(ctx: Context, session: Session, open_dialog: OpenDialog, questions: Iterable[Question]) -> Reply:
    steps = tuple(
        Choice(
            ButtonId(PREFIX, session.serial, f"{EDIT}{q.step}"),
            ctx.say(f"dialog.{open_dialog.name}.{q.step}.short"),
        )
        for q in questions
    )
    return Reply(ctx.say("flow.which"), choices=(*steps, *ways(ctx, session, BACK, CANCEL)))


def leaves(choice: Choice) -> bool:
    """Tell whether a button leaves a dialog: it never stands beside an answer."""
    return choice.id.handler == PREFIX and choice.id.parts[-1:] == (CANCEL,)
