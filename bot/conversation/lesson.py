"""Where somebody is in the course, and the way back into it from a question that was asked beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.conversation.context import Context
from bot.conversation.dialog import flow
from bot.conversation.dialog.dialog import Conclusion, Question
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice
from bot.domain.turn.outcome import Outcome, OutcomeKind

HANDLER = "course"
DONE = "done"
HALTING = (OutcomeKind.EMERGENCY, OutcomeKind.IDENTIFYING)
"""What is answered so that one stops."""


@dataclass(slots=True)
class CourseDialog:
    """The cases of the course, in their order. Like every dialog it is a function of the answers alone."""

    questions: tuple[Question, ...]
    name: str = "course"
    cards: tuple[tuple[str, ...], ...] = ()

    def next(self, answers: Mapping[str, str]) -> Question | Conclusion:
        """Return the first case that is not answered, or that all are."""
        left = (question for question in self.questions if question.step not in answers)
        return next(left, Conclusion(DONE))


def course_dialog(ctx: Context) -> CourseDialog:
    """Return the course of somebody: for each lesson, the case of that person's track."""
    base = ctx.know.base
    lessons = (base.lesson(ctx.lang, id) for id in (base.course.lessons if base.course else ()))
    cases = ((lesson.id, lesson.case_for(ctx.session.track)) for lesson in lessons)
    return CourseDialog(tuple(Question(id, tuple(one.id for one in case.options)) for id, case in cases))


def onward(ctx: Context) -> Choice | None:
    """Return the button to go on for somebody who is in the middle of the course; None for others."""
    session, course = ctx.session, ctx.know.base.course
    if not session.learning or not any(handler.name == HANDLER for handler in ctx.handlers):
        return None
    if course is None or not 0 < session.lesson <= len(course.lessons):
        return None
    done = course.lessons[session.lesson - 1] in session.learned
    number = min(session.lesson + done, len(course.lessons))
    return ctx.button(ButtonId(HANDLER, number), "course.onward", number=number)


def led_on(ctx: Context, outcome: Outcome) -> Outcome:
    """Return an answer beside the course with the button to go on in it.

    Not where the course itself has answered, where a question of a dialog waits, or in an emergency.
    """
    after = replace(ctx, session=outcome.session, lang=outcome.lang)
    button = onward(after)
    if button is None or not outcome.replies or outcome.kind in HALTING or flow.waits(after):
        return outcome
    *before, last = outcome.replies
    if any(choice.id.handler == HANDLER for reply in outcome.replies for choice in reply.choices):
        return outcome
    return replace(outcome, replies=(*before, replace(last, choices=(button, *last.choices))))
