"""The course for new employees: a handful of topics in a good order, one at a time."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import answers
from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.message import Choice, Reply
from bot.domain.outcome import Kind, Outcome

LESSONS = (
    "ips.definition",
    "ips.principles",
    "ips.myths",
    "role.job_specialist",
    "role.clinician",
    "role.nav_counsellor",
    "privacy.letter",
    "privacy.before_consent",
    "privacy.treatment_meeting",
    "privacy.consent_how",
    "referral.criteria",
    "referral.how",
    "privacy.danger",
    "bot.help",
)


class Course(Plain):
    """Shows one lesson after the other. The last one read is kept with the talk, so that one can go on."""

    name = "course"
    rooms = EVERYWHERE
    topic: str | None = "org.onboarding"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        read = ctx.session.lesson
        first = ctx.button("course:1", "course.again" if read else "course.begin")
        onward = ctx.button(f"course:{read + 1}", "course.onward", number=read + 1)
        reply = Reply(
            ctx.say("course.welcome", count=len(LESSONS)),
            title=ctx.say("course.title"),
            choices=(onward, first) if 0 < read < len(LESSONS) else (first,),
        )
        return ctx.reply(reply, kind=Kind.DIALOG)

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler."""
        if not rest:
            return self.start(ctx)
        if rest == "end":
            choices = (ctx.button("topics:", "topics.button"), ctx.button("human:", "human.button"))
            over = replace(ctx.session, lesson=0, learning=False)
            return ctx.reply(Reply(ctx.say("course.done"), choices=choices), kind=Kind.DIALOG, session=over)
        number = int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 3 else 0
        return _lesson(ctx, number) if 0 < number <= len(LESSONS) else None


def _lesson(ctx: Context, number: int) -> Outcome | None:
    topic = ctx.know.base.topic(ctx.lang, LESSONS[number - 1])
    if topic is None:
        return None
    shown = answers.topic_reply(ctx, topic)
    heading = ctx.say("course.lesson", number=number, count=len(LESSONS), title=shown.title)
    reply = replace(shown, title=heading, choices=tuple(_ways(ctx, number)))
    session = replace(ctx.session, topic=topic.id, lesson=number, learning=number < len(LESSONS))
    return ctx.reply(reply, kind=Kind.ANSWER, topics=(topic.id,), session=session)


def _ways(ctx: Context, number: int) -> list[Choice]:
    last = number == len(LESSONS)
    onward = (
        ctx.button("course:end", "course.finish")
        if last
        else ctx.button(f"course:{number + 1}", "course.next")
    )
    return [onward, *((ctx.button(f"course:{number - 1}", "course.previous"),) if number > 1 else ())]
