"""A lesson as it is shown: what it says, the case, and what comes of an answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.conversation import answers
from bot.conversation.context import Context
from bot.conversation.dialog.dialog import Question, replay
from bot.conversation.lesson import course_dialog
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Reply
from bot.domain.person.person import Role
from bot.domain.turn.outcome import Effect, NoteLearned, Outcome, OutcomeKind, RemindOfCourse
from bot.domain.turn.session import Session
from bot.knowledge.base.course import Case, Lesson
from bot.knowledge.base.entry import SourceRef
from handlers.learning.practice import button as practice_button


def ids(ctx: Context) -> tuple[str, ...]:
    """Return the lessons of the course, in their order."""
    course = ctx.know.base.course
    return course.lessons if course else ()


def version(ctx: Context) -> dt.date:
    """Return the day of the course's content."""
    course = ctx.know.base.course
    return course.version if course else ctx.now.date()


def learned(ctx: Context) -> dt.date:
    """Return the day of the content that this person learned; today's for one who has learned nothing."""
    return dt.date.fromisoformat(ctx.session.content_of) if ctx.session.content_of else version(ctx)


def changed(ctx: Context) -> tuple[str, ...]:
    """Return the lessons that say something else than they did when this person took the course."""
    course = ctx.know.base.course
    if course is None or not ctx.session.content_of:
        return ()
    return tuple(one for one in ids(ctx) if course.changed.get(one, dt.date.min) > learned(ctx))


def shown(ctx: Context, number: int, again: bool = False) -> Outcome:
    """Show a lesson with its case; one that is taken again shows the case alone."""
    lesson = _lesson(ctx, number)
    topics = tuple(topic for _, topic in lesson.text if topic)
    last = topics[0] if topics else ctx.session.topic
    session = replace(ctx.session, topic=last, lesson=number, learning=True)
    case = case_reply(ctx, number, again)
    replies = (case,) if again else (_told(ctx, lesson, number), case)
    return ctx.reply(*replies, kind=OutcomeKind.ANSWER, topics=topics, session=session)


def _told(ctx: Context, lesson: Lesson, number: int) -> Reply:
    parts = [text or _answer(ctx, topic) for text, topic in lesson.text]
    return Reply(
        "\n\n".join((*parts, lesson.roles[ctx.session.track])),
        title=ctx.say("course.lesson", number=number, count=len(ids(ctx)), title=lesson.title),
        sources=answers.sources(ctx, _sources(ctx, lesson)),
        choices=practice_button(ctx, lesson),
        pictures=ctx.know.base.figure(ctx.lang, lesson.picture),
    )


def _answer(ctx: Context, topic_id: str) -> str:
    """Return a topic's answer under its question: "nothing confidential" says nothing without it."""
    topic = ctx.know.base.topic(ctx.lang, topic_id)
    if topic is None:
        return ""
    return "\n\n".join((f"{topic.question}\n{topic.answer}", *answers.remarks(ctx, topic)))


def _sources(ctx: Context, lesson: Lesson) -> tuple[SourceRef, ...]:
    """Return the sources of a lesson and of the topics that it repeats, each once."""
    topics = (ctx.know.base.topic(ctx.lang, topic) for _, topic in lesson.text if topic)
    theirs = (ref for topic in topics if topic for ref in topic.sources)
    return tuple(dict.fromkeys((*theirs, *lesson.sources)))


def case_reply(ctx: Context, number: int, again: bool = False) -> Reply:
    """Return the question of a lesson's case, with its answers and the way back."""
    lesson = _lesson(ctx, number)
    case = lesson.case_for(ctx.session.track)
    here = ButtonId("course", f"{'r' if again else ''}{number}")
    options = (Choice(here.then(option.id), option.label) for option in case.options)
    back = (
        (ctx.button(ButtonId("course", number - 1), "course.previous"),) if number > 1 and not again else ()
    )
    return Reply(case.ask, title=ctx.say("course.case"), choices=(*options, *back))


def answered(ctx: Context, number: int, answer: str, again: bool = False) -> Outcome | None:
    """Say what is right or wrong with an answer, and lead on; None for an answer that there is not."""
    lesson = _lesson(ctx, number)
    case = lesson.case_for(ctx.session.track)
    option = case.option(answer)
    if option is None:
        return None
    right = answer == case.right
    session = _kept(ctx.session, lesson.id, answer, right, again)
    session = replace(session, lesson=number, learning=number < len(ids(ctx)))
    first, anew = not ctx.session.content_of, changed(ctx)
    if first or anew[-1:] == (lesson.id,):  # the last of the lessons that were changed: all of it is today's
        session = replace(session, content_of=version(ctx).isoformat())
    session = _ended(ctx, session)
    reply = Reply(
        option.why,
        title=ctx.say("course.right" if right else "course.wrong"),
        choices=_ways(ctx, number, case, right, again),
    )
    over = again and not session.missed
    effects: tuple[Effect, ...] = (RemindOfCourse(ctx.person.id, wanted=False),) if over else ()
    if first and ctx.person.role is not Role.GUEST:  # who is told when the content changes
        effects = (*effects, NoteLearned(ctx.person.id, version(ctx)))
    return ctx.reply(reply, kind=OutcomeKind.DIALOG, session=session, effects=effects)


def _kept(session: Session, lesson: str, answer: str, right: bool, again: bool) -> Session:
    """Return the session with the answer. What was wrong once is missed until it is right another day."""
    missed = dict.fromkeys(session.missed)
    if not right:
        missed[lesson] = None
    elif again:
        missed.pop(lesson, None)
    return replace(session, learned={**session.learned, lesson: answer}, missed=tuple(missed))


def _ended(ctx: Context, session: Session) -> Session:
    """Return the session with the day on which the last open case was answered; it stays what it was."""
    open_now = replay(course_dialog(ctx), session.learned).now
    if session.finished or isinstance(open_now, Question):
        return session
    return replace(session, finished=ctx.now.date().isoformat())


def _ways(ctx: Context, number: int, case: Case, right: bool, again: bool) -> tuple[Choice, ...]:
    retry = (
        () if right else (ctx.button(ButtonId("course", f"{'r' if again else ''}{number}"), "course.retry"),)
    )
    if again:
        return (*retry, ctx.button(ButtonId("course", "repeat"), "course.next_missed"))
    if number == len(ids(ctx)):
        return (*retry, ctx.button(ButtonId("course", "end"), "course.finish"))
    return (*retry, ctx.button(ButtonId("course", number + 1), "course.next"))


def open_number(ctx: Context) -> int | None:
    """Return the lesson whose case waits for an answer now, or None."""
    number = ctx.session.lesson
    if not ctx.session.learning or not ctx.session.track or not 0 < number <= len(ids(ctx)):
        return None
    return None if ids(ctx)[number - 1] in ctx.session.learned else number


def _lesson(ctx: Context, number: int) -> Lesson:
    return ctx.know.base.lesson(ctx.lang, ids(ctx)[number - 1])
