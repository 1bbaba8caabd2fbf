"""The referral tried with made-up patients: the same questions, and nothing is ever sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import answers as shown
from bot.conversation.context import Context, Plain
from bot.conversation.dialog import flow
from bot.conversation.dialog.dialog import Dialog
from bot.domain.message.button_id import ButtonId, Parts, only
from bot.domain.message.message import Choice, Reply
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.domain.turn.session import OpenDialog
from bot.knowledge.base.course import Exercise, Lesson
from handlers.referral.beginning.no_referral import WHY
from handlers.referral.beginning.questions import ReferralDialog

SENT = "send"


class PracticeDialog(ReferralDialog):
    """The steps of a referral under another name: what is answered here is never taken for a real one."""

    name = "practice"


class Practice(Plain):
    """Takes "[<exercise>]". No effect comes of it, whatever is answered."""

    name = "practice"
    topic: str | None = "referral.how"

    def dialog(self) -> Dialog | None:
        """See Handler."""
        return PracticeDialog()

    def start(self, ctx: Context) -> Outcome:
        """See Handler. Shows the made-up patients."""
        choices = tuple(
            Choice(ButtonId("practice", each.id), ctx.say("practice.number", number=number))
            for number, each in enumerate(_exercises(ctx), 1)
        )
        return ctx.reply(Reply(ctx.say("practice.which"), title=ctx.say("practice.button"), choices=choices))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        if not parts:
            return self.start(ctx)
        exercise = _exercise(ctx, only(parts))
        if exercise is None:
            return None
        aside = ctx.session.dialog is not None and ctx.session.dialog.name == PracticeDialog.name
        ctx = replace(ctx, session=ctx.session.closed()) if aside else ctx
        session = flow.opened(ctx, OpenDialog(PracticeDialog.name, about=exercise.id))
        patient = Reply(exercise.text, title=ctx.say("practice.patient"))
        return ctx.reply(
            patient, flow.here(replace(ctx, session=session)), session=session, kind=OutcomeKind.DIALOG
        )

    def conclude(self, ctx: Context, answers: Mapping[str, str], conclusion: str) -> Outcome:
        """See Handler. Says where it led, and where this patient's answers lead."""
        about = ctx.session.dialog.about if ctx.session.dialog else ""
        exercise = _exercise(ctx, about)
        sent = conclusion == SENT
        end = "practice.sent" if sent else f"dialog.refer.end.{conclusion}.text"
        verdict = (_verdict(ctx, exercise, conclusion),) if exercise else ()
        reply = Reply(
            "\n\n".join((ctx.say(end), *verdict, ctx.say("practice.nothing_sent"))),
            title=ctx.say("practice.over"),
            sources=() if sent else shown.sources(ctx, WHY[conclusion]),
            choices=(*_others(ctx, about), *_back(ctx)),
        )
        return ctx.reply(reply, session=ctx.session.closed() if sent else None)


def button(ctx: Context, lesson: Lesson) -> tuple[Choice, ...]:
    """Return the button to the made-up patients, below the lesson that has them."""
    return (ctx.button(ButtonId("practice"), "practice.button"),) if lesson.exercises else ()


def _verdict(ctx: Context, exercise: Exercise, conclusion: str) -> str:
    key = "practice.as_meant" if conclusion == exercise.leads_to else "practice.other"
    return ctx.say(key, why=exercise.why)


def _exercises(ctx: Context) -> tuple[Exercise, ...]:
    return next((lesson.exercises for lesson in _lessons(ctx) if lesson.exercises), ())


def _exercise(ctx: Context, id: str) -> Exercise | None:
    return next((each for each in _exercises(ctx) if each.id == id), None)


def _lessons(ctx: Context) -> tuple[Lesson, ...]:
    base = ctx.know.base
    return tuple(base.lesson(ctx.lang, id) for id in (base.course.lessons if base.course else ()))


def _others(ctx: Context, about: str) -> tuple[Choice, ...]:
    return tuple(
        ctx.button(ButtonId("practice", each.id), "practice.number", number=number)
        for number, each in enumerate(_exercises(ctx), 1)
        if each.id != about
    )


def _back(ctx: Context) -> tuple[Choice, ...]:
    """Return the way back to the lesson, for whoever came from it."""
    lessons = _lessons(ctx)
    number = next((n for n, lesson in enumerate(lessons, 1) if lesson.exercises), 0)
    return (
        (ctx.button(ButtonId("course", number), "course.onward", number=number),)
        if ctx.session.learning
        else ()
    )
