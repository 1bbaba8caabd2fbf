"""What a question said is carried from its answer into the guide or the referral that is begun from it.

Of a sharing: what, to whom, by whom; of a patient: age and sick leave. It is shown there for correction.
A question gives no consent ("what may I share when she has agreed?"): only that there is none is carried.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.context import Context
from bot.conversation.dialog import open_question as asking
from bot.conversation.dialog.dialog import Dialog
from bot.domain.sharing.facts import ConsentStatus
from bot.domain.turn.session import Session
from bot.understanding.answer.facts import read_facts
from bot.understanding.sharing import read_sharing

SHARE = "share"
OF_A_PATIENT = frozenset({"age", "sick_listed"})
NO_CONSENT = frozenset(
    {ConsentStatus.NONE, ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN, ConsentStatus.UNSURE}
)


def told(ctx: Context, text: str) -> dict[str, str]:
    """Return what a question says, by dialog and step; what follows another adds to what that one said."""
    said = read_sharing(ctx.know.base.words, text)
    sharing = {
        f"{SHARE}.{step}": value
        for step, value in said.facts.items()
        if step != "consent" or value in NO_CONSENT
    }
    return {**(ctx.session.told if said.follows else {}), **sharing, **_of_a_patient(ctx, text)}


def of(session: Session, dialog: str) -> dict[str, str]:
    """Return what is carried into a dialog, by step; nothing once another question was asked."""
    prefix = f"{dialog}."
    if session.topic is None:
        return {}
    return {key.removeprefix(prefix): said for key, said in session.told.items() if key.startswith(prefix)}


def _of_a_patient(ctx: Context, text: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for dialog in (handler.dialog() for handler in ctx.handlers if handler.topic):
        if dialog is not None:
            found |= _of_dialog(ctx, dialog, text)
    return found


def _of_dialog(ctx: Context, dialog: Dialog, text: str) -> Mapping[str, str]:
    words = ctx.know.base.words
    questions = [question for question in dialog.questions if question.step in OF_A_PATIENT]
    asked = [asking.asked(words, dialog.name, question) for question in questions]
    facts = read_facts(words, asked, text, ctx.now.date()) if asked else {}
    return {f"{dialog.name}.{one.step}": str(facts[one.key]) for one in asked if one.key in facts}
