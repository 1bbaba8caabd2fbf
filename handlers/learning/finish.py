"""The end of the course: what is still open, how it went, and what was missed once more."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.conversation.context import Context
from bot.conversation.dialog.dialog import Question, replay
from bot.conversation.lesson import course_dialog
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import PDF, Choice, File, Reply, Surface
from bot.domain.person.person import Role
from bot.domain.turn.outcome import Outcome, OutcomeKind, RemindOfCourse
from handlers.learning import lessons


def reached(ctx: Context) -> Outcome:
    """Show how the course went; a case that was passed over is asked first."""
    course = course_dialog(ctx)
    now = replay(course, ctx.session.learned).now
    if isinstance(now, Question):
        number = course.questions.index(now) + 1
        onward = ctx.button(ButtonId("course", number), "course.onward", number=number)
        reply = Reply(ctx.say("course.left", number=number), choices=(onward,))
        return ctx.reply(reply, kind=OutcomeKind.DIALOG)
    session = replace(ctx.session, learning=False)
    return ctx.reply(_done(ctx, len(course.questions)), kind=OutcomeKind.DIALOG, session=session)


def _done(ctx: Context, count: int) -> Reply:
    missed = len(ctx.session.missed)
    how = ctx.say("course.some_missed" if missed else "course.all_right", missed=missed, count=count)
    text = "\n\n".join((ctx.say("course.done"), how))
    return Reply(text, title=ctx.say("course.title"), choices=_ways(ctx))


def _ways(ctx: Context) -> tuple[Choice, ...]:
    left = ctx.session.missed
    again = (ctx.button(ButtonId("course", "repeat"), "course.repeat"),) if left else ()
    remind = (ctx.button(ButtonId("course", "remind"), "course.remind"),) if left and _is_known(ctx) else ()
    paper = (ctx.button(ButtonId("course", "paper"), "course.paper"),) if _is_known(ctx) else ()
    return (
        *(*paper, *again, *remind),
        ctx.button(ButtonId("topics"), "topics.button"),
        ctx.button(ButtonId("human"), "human.button"),
    )


def _is_known(ctx: Context) -> bool:
    """Tell whether this is somebody with a name, in a talk of their own."""
    return ctx.person.role is not Role.GUEST and ctx.turn.surface is Surface.ALL


def remind(ctx: Context, wanted: bool) -> Outcome:
    """Promise to remind of what was missed, or not to; a guest can be told nothing later."""
    if not _is_known(ctx):
        return reached(ctx)
    key = "course.reminding" if wanted else "course.not_reminding"
    quiet = (ctx.button(ButtonId("course", "quiet"), "course.quiet"),) if wanted else ()
    effect = RemindOfCourse(ctx.person.id, wanted)
    return ctx.reply(Reply(ctx.say(key), choices=quiet), kind=OutcomeKind.DIALOG, effects=(effect,))


def paper(ctx: Context) -> Outcome:
    """Hand out the certificate, to somebody with a name who has been through all of it."""
    course = ctx.know.base.course
    now = replay(course_dialog(ctx), ctx.session.learned).now
    if course is None or isinstance(now, Question) or not _is_known(ctx):
        return reached(ctx)
    text = ctx.say(
        "course.certificate",
        name=ctx.person.shown_name,
        track=ctx.say(f"course.track.{ctx.session.track}"),
        count=len(course.lessons),
        date=ctx.day(_finished(ctx)),
        version=ctx.day(lessons.learned(ctx)),
    )
    file = File(ctx.say("course.paper_name"), PDF, text, ctx.lang)
    return ctx.reply(Reply(ctx.say("course.paper_text"), files=(file,)), kind=OutcomeKind.DIALOG)


def _finished(ctx: Context) -> dt.date:
    """Return the day on which the course was gone through; today's where it was not kept yet."""
    return dt.date.fromisoformat(ctx.session.finished) if ctx.session.finished else ctx.now.date()


def repeat(ctx: Context) -> Outcome:
    """Ask the first case that was missed once more; say so when none is left."""
    left = [lesson for lesson in lessons.ids(ctx) if lesson in ctx.session.missed]
    if not left:
        session = replace(ctx.session, learning=False)
        reply = Reply(ctx.say("course.none_missed"), title=ctx.say("course.title"), choices=_ways(ctx))
        return ctx.reply(reply, kind=OutcomeKind.DIALOG, session=session)
    later = [lesson for lesson in left if lessons.ids(ctx).index(lesson) + 1 > ctx.session.lesson]
    number = lessons.ids(ctx).index((later or left)[0]) + 1
    return lessons.shown(ctx, number, again=True)
