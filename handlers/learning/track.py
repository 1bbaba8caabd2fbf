"""For whom the course is told: chosen by role, or by whoever takes it."""

from __future__ import annotations

from bot.conversation.context import Context
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Reply
from bot.domain.person.person import Person, Role
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.knowledge.base.course import TRACKS

OWN = {
    Role.CLINICIAN: "clinician",
    Role.NAV_COUNSELLOR: "nav_counsellor",
    Role.JOB_SPECIALIST: "job_specialist",
    Role.METHOD_SUPERVISOR: "job_specialist",
    Role.COORDINATOR: "leader",
}


def own_track(person: Person) -> str:
    """Return the track that fits a role; "" where nobody knows what somebody does."""
    return OWN.get(person.role, "")


def which_track(ctx: Context) -> Outcome:
    """Ask for whom the course is to be told."""
    choices = tuple(ctx.button(ButtonId("course", "as", track), f"course.track.{track}") for track in TRACKS)
    reply = Reply(ctx.say("course.who"), title=ctx.say("course.title"), choices=choices)
    return ctx.reply(reply, kind=OutcomeKind.DIALOG)
