"""The guide "Can I share this?": asks only what the rules still need, and says what they lead to.

The rules stand in `bot.domain.sharing.rules`. Who asks is filled in from the profile, and may be changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import carried
from bot.conversation.context import Context, Plain
from bot.conversation.dialog import flow
from bot.conversation.dialog.dialog import Dialog, Question, kept, replay
from bot.domain.message.button_id import ButtonId, Parts
from bot.domain.message.message import Reply, Surface
from bot.domain.person.person import Role
from bot.domain.sharing.facts import Who
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.domain.turn.session import OpenDialog
from bot.understanding.sharing import read_sharing
from handlers.sharing.conclusion import KEY, TOPIC, conclusion
from handlers.sharing.follow import followed
from handlers.sharing.steps import NAME, ShareDialog, decided, filled_up

CHANGE = "change"
WHO_BY_ROLE: Mapping[Role, Who] = {
    Role.CLINICIAN: Who.CLINICIAN,
    Role.JOB_SPECIALIST: Who.JOB_SPECIALIST,
    Role.NAV_COUNSELLOR: Who.NAV_COUNSELLOR,
}


class Share(Plain):
    """Leads anybody through the rules to yes, no, only anonymous, ask, emergency or report.

    Begun from an answer it knows what the question said, and shows it for correction.
    """

    name = NAME
    surfaces = frozenset({Surface.ALL, Surface.QUESTIONS})
    topic: str | None = TOPIC

    def dialog(self) -> Dialog | None:
        """See Handler."""
        return ShareDialog()

    def start(self, ctx: Context) -> Outcome:
        """See Handler. One that waits for an answer goes on; one that had come to its end begins anew."""
        if _waits(ctx):
            return ctx.reply(Reply(ctx.say("flow.resumed")), flow.here(ctx))
        return _begin(ctx, carried.of(ctx.session, NAME))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler. "change" lists the answers that were read from a question."""
        if parts == (CHANGE,):
            return _list(ctx) if _waits(ctx) else ctx.reply(Reply(ctx.say("flow.finished")))
        return super().press(ctx, parts)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler. A sentence that tells of a sharing is decided, or begins with what it says.

        One that follows a verdict goes on with what was said before it.
        """
        said = read_sharing(ctx.know.base.words, text)
        if known := followed(ctx.session, said):
            return _begin(ctx, known)
        if flow.waits(ctx):
            return None
        given = {**_own(ctx), **said.facts}
        enough = said.tells_a_case or ((said.asks or "consent" in given) and decided(given))
        return _begin(ctx, said.facts) if enough else None

    def conclude(self, ctx: Context, answers: Mapping[str, str], conclusion_name: str) -> Outcome:
        """See Handler."""
        return ctx.reply(conclusion(ctx, kept(ShareDialog(), answers)))


def _waits(ctx: Context) -> bool:
    open_dialog = ctx.session.dialog
    if open_dialog is None or open_dialog.name != NAME:
        return False
    return isinstance(replay(ShareDialog(), open_dialog.answers).now, Question)


def _own(ctx: Context) -> dict[str, str]:
    """Return who asks, as the profile has it."""
    who = WHO_BY_ROLE.get(ctx.person.role)
    return {"who": who.value} if who else {}


def _begin(ctx: Context, answers: Mapping[str, str]) -> Outcome:
    """Open the dialog with what the profile and the question already say, shown for correction."""
    session = flow.opened(ctx, OpenDialog(NAME, filled_up({**_own(ctx), **answers})))
    here = replace(ctx, session=session)
    asked = flow.here(here)
    first = (_filled(ctx, answers, change=_waits(here)),) if answers else ()
    return ctx.reply(*first, asked, session=session, kind=OutcomeKind.DIALOG, topics=(TOPIC,))


def _list(ctx: Context) -> Outcome:
    """Ask which of the answers is to be changed, as the dialog's own button does at the end."""
    assert ctx.session.dialog is not None
    session = ctx.session.asking(replace(ctx.session.dialog, editing=None, listing=True))
    return ctx.reply(flow.here(replace(ctx, session=session)), session=session)


def _filled(ctx: Context, answers: Mapping[str, str], *, change: bool) -> Reply:
    """Return what was read from the question, with the way to correct it; an end has its own."""
    lines = "\n".join(
        f"{ctx.say(f'{KEY}.{step}.short')}: {ctx.say(f'{KEY}.{step}.options.{value}')}"
        for step, value in answers.items()
    )
    ways = (ctx.button(ButtonId(NAME, CHANGE), "flow.change"),) if change else ()
    return Reply(ctx.say(f"{KEY}.filled", answers=lines), title=ctx.say(f"{KEY}.title"), choices=ways)
