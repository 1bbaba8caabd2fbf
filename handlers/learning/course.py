"""The course "Ny i samarbeidet om IPS": short lessons by role, each with a small case.

All that is kept are the answers. Where one is follows from them, so that one can stop and go on any day, in
any channel.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from bot.conversation import typed
from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.conversation.dialog.dialog import Question, replay
from bot.conversation.lesson import course_dialog
from bot.domain.message.button_id import ButtonId, Parts, only, padded
from bot.domain.message.message import Reply
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.knowledge.base.course import TRACKS
from handlers.learning import finish, lessons
from handlers.learning.track import own_track, which_track

AGAIN = "r"
"""Before the number of a lesson that is taken once more."""


class Course(Plain):
    """Takes "", "who", "as:<track>", "begin", "end", "<lesson>[:<answer>]" and "r<lesson>[:<answer>]"."""

    name = "course"
    surfaces = EVERYWHERE
    topic: str | None = "org.onboarding"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        ctx = _with_track(ctx)
        if not ctx.session.track:
            return which_track(ctx)
        return ctx.reply(_welcome(ctx), kind=OutcomeKind.DIALOG)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        ctx = _with_track(ctx)
        ways: dict[str, Callable[[Context], Outcome]] = {
            "": self.start,
            "who": which_track,
            "begin": lambda ctx: lessons.shown(_begun_anew(ctx), 1),
            "end": finish.reached,
            "repeat": finish.repeat,
            "remind": lambda ctx: finish.remind(ctx, wanted=True),
            "quiet": lambda ctx: finish.remind(ctx, wanted=False),
            "paper": finish.paper,
        }
        if (way := only(parts)) in ways:
            return ways[way](ctx)
        kind, what, *more = padded(parts, 2)
        if more:
            return None
        if kind == "as" and what in TRACKS:
            return self.start(replace(ctx, session=replace(ctx.session, track=what)))
        return _numbered(ctx, kind, what)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. The number or the label of an answer, while its case is open, is an answer."""
        number = lessons.open_number(ctx)
        if number is None:
            return None
        case = lessons.case_reply(ctx, number)
        choice = typed.chosen(text, case.choices)
        return self.press(ctx, choice.id.parts) if choice else None


def _numbered(ctx: Context, number: str, answer: str) -> Outcome | None:
    again = number.startswith(AGAIN)
    digits = number.removeprefix(AGAIN)
    if not digits.isascii() or not digits.isdigit() or not 0 < len(digits) < 3 or not ctx.session.track:
        return None if ctx.session.track else which_track(ctx)
    place, count = int(digits), len(lessons.ids(ctx))
    if place > count:  # a button of the course as it was before
        return finish.reached(ctx)
    if not place:
        return None
    return lessons.answered(ctx, place, answer, again) if answer else lessons.shown(ctx, place, again)


def _with_track(ctx: Context) -> Context:
    """Return the turn with the track of this person's role, until another one is chosen."""
    track = ctx.session.track or own_track(ctx.person)
    return replace(ctx, session=replace(ctx.session, track=track))


def _begun_anew(ctx: Context) -> Context:
    fresh = replace(ctx.session, learned={}, missed=(), lesson=0, content_of="", finished="")
    return replace(ctx, session=fresh)


def _welcome(ctx: Context) -> Reply:
    course = course_dialog(ctx)
    place = replay(course, ctx.session.learned)
    count, done = len(course.questions), len(place.passed)
    begin = ctx.button(ButtonId("course", "begin"), "course.again" if done else "course.begin")
    if isinstance(place.now, Question):
        number = course.questions.index(place.now) + 1
        onward = ctx.button(ButtonId("course", number), "course.onward", number=number)
    else:
        onward = ctx.button(ButtonId("course", "end"), "course.finish")
    progress = (ctx.say("course.progress", done=done, count=count),) if done else ()
    track = ctx.say(f"course.track.{ctx.session.track}")
    return Reply(
        "\n\n".join((ctx.say("course.welcome", count=count, track=track), *progress, *_changed(ctx))),
        title=ctx.say("course.title"),
        choices=(
            *((onward, begin) if done else (begin,)),
            ctx.button(ButtonId("course", "who"), "course.other_track"),
        ),
    )


def _changed(ctx: Context) -> tuple[str, ...]:
    """Say so to somebody who learned an older content than today's."""
    learned, today = ctx.session.content_of, lessons.version(ctx)
    if not learned or dt.date.fromisoformat(learned) >= today:
        return ()
    then = ctx.day(dt.date.fromisoformat(learned))
    return (ctx.say("course.changed", learned=then, version=ctx.day(today)),)
