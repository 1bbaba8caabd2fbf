"""The first page: what this is in one sentence, the doors of each role, three questions, the language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.conversation import answers
from bot.conversation.context import Context
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Reply, Surface
from bot.domain.person.person import Capability, Person, Role

EXAMPLES: Mapping[Role, tuple[str, str, str]] = MappingProxyType(
    {
        Role.CLINICIAN: ("ips.target_group", "privacy.what_can_i_share", "privacy.consent_how"),
        Role.NAV_COUNSELLOR: ("referral.nav_initiative", "privacy.nav_sharing", "role.nav_counsellor"),
        Role.JOB_SPECIALIST: (
            "role.job_specialist.caseload",
            "privacy.treatment_meeting",
            "privacy.employer_sharing",
        ),
        Role.METHOD_SUPERVISOR: ("role.method_supervisor", "referral.waiting_list", "ips.fidelity_scale"),
        Role.COORDINATOR: ("role.development_coordinator", "ips.evidence", "referral.right_specialist"),
        Role.NEWCOMER: ("ips.definition", "ips.principles", "role.cooperation"),
        Role.GUEST: ("ips.definition", "ips.target_group", "referral.who_can_refer"),
    }
)
"""Topics whose titles are the questions shown to each role."""

IN_A_GROUP = ("topics", "human")


def doors(person: Person) -> tuple[str, ...]:
    """Return the handlers that the doors of this person lead to: asking first, own matters last."""
    if person.may(Capability.REFER):
        return ("topics", "share", "refer", "referrals")
    if person.may(Capability.INQUIRE):
        return ("topics", "share", "ways", "inquiry")
    if person.may(Capability.HANDLE):
        return ("topics", "share", "places", "referrals")
    if person.may(Capability.OVERSEE):
        return ("topics", "places", "unanswered", "referrals")
    return ("topics", "share", "course" if person.role is Role.NEWCOMER else "human")


def page(ctx: Context) -> Reply:
    """Return the first page for whoever is here, in this language."""
    return Reply(
        ctx.say("restart.welcome"),
        caution=ctx.say("help.never"),
        choices=(*_doors(ctx), *_questions(ctx), ctx.button(ButtonId("language"), "language.button")),
    )


def _doors(ctx: Context) -> tuple[Choice, ...]:
    group = ctx.turn.surface is Surface.GROUP
    names = IN_A_GROUP if group else doors(ctx.person)
    return tuple(ctx.button(ButtonId(name), f"first.door.{name}") for name in names)


def _questions(ctx: Context) -> tuple[Choice, ...]:
    return answers.topic_buttons(ctx, EXAMPLES[ctx.person.role])
