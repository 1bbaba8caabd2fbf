"""Deletes the one who asks, once they have seen what goes and what stays. See `bot.domain.retention`.

Whoever has open referrals as a clinician ends them first: nobody else could register that a patient has
withdrawn consent (pvf art. 7). What lies with a post stays with the post, and its team is told.
"""

from __future__ import annotations

from bot.conversation.context import Context, Plain
from bot.domain.case.referral import Referral
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Choice, Reply, Tone
from bot.domain.organisation.directory import COORDINATOR
from bot.domain.retention import KEPT, OnDeletion
from bot.domain.turn.notice import Fact, Goal, Lead, NoticeKind, Notify, Term, TermSort
from bot.domain.turn.outcome import Audit, Effect, ForgetPerson, Outcome, OutcomeKind
from handlers.privacy.export_me import ITSELF
from handlers.privacy.my_data import TOPIC
from handlers.referral import view
from handlers.referral.history import seat

YES = "yes"


class ForgetMe(Plain):
    """Asks, and deletes when the question of the same day is answered: an old button only asks again."""

    name = "forget_me"
    topic: str | None = TOPIC

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        return ctx.reply(_blocked(ctx) or _question(ctx), topics=(TOPIC,))

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler: "[yes:<day>]"."""
        answer, day, *more = padded(parts, 2)
        if more or answer not in ("", YES):
            return None
        if day != _today(ctx) or _own_open(ctx):
            return self.start(ctx)
        audit = Audit(ctx.person.id, "person.delete", ITSELF)
        effects: tuple[Effect, ...] = (*_told(ctx), audit, ForgetPerson(ctx.person.id))
        done = Reply("\n\n".join((ctx.say("forget_me.done"), _fates(ctx), ctx.say("forget_me.again"))))
        return ctx.reply(done, session=ctx.session.cleared(), effects=effects, kind=OutcomeKind.ANSWER)


def _today(ctx: Context) -> str:
    return f"{ctx.now:%d%m%y}"


def _question(ctx: Context) -> Reply:
    text = "\n\n".join((ctx.say("forget_me.ask"), _fates(ctx), *_left_at_post(ctx)))
    return Reply(
        text,
        title=ctx.say("forget_me.title"),
        tone=Tone.WARNING,
        choices=(
            ctx.button(ButtonId("forget_me", YES, _today(ctx)), "forget_me.sure"),
            ctx.button(ButtonId("export_me"), "export_me.button"),
            ctx.button(ButtonId("my_data"), "forget_me.keep"),
        ),
    )


def _fates(ctx: Context) -> str:
    """Return what goes and what stays, kind by kind, from the one table."""
    parts = []
    for leaving in OnDeletion:
        names = [ctx.say(f"keeping.kind.{row.kind}.name") for row in KEPT if row.leaving is leaving]
        parts.append("\n".join((ctx.say(f"forget_me.fate.{leaving}"), *(f"- {name}" for name in names))))
    return "\n\n".join(parts)


def _own_open(ctx: Context) -> list[Referral]:
    mine = (r for r in ctx.snapshot.referrals.values() if r.clinician == ctx.person.id and r.is_open)
    return sorted(mine, key=lambda referral: referral.code)


def _blocked(ctx: Context) -> Reply | None:
    """Return why somebody cannot be deleted yet, with a way to each referral; None when nothing is open."""
    mine = _own_open(ctx)
    if not mine:
        return None
    text = ctx.say("forget_me.blocked", count=len(mine))
    choices = (Choice(ButtonId("referrals", r.code), r.code) for r in mine[: view.LISTED])
    return Reply(text, title=ctx.say("forget_me.title"), tone=Tone.WARNING, choices=tuple(choices))


def _at_post(ctx: Context) -> list[Referral]:
    post = ctx.person.post
    return [r for r in ctx.snapshot.referrals.values() if post and r.post == post and r.is_open]


def _left_at_post(ctx: Context) -> tuple[str, ...]:
    count = len(_at_post(ctx))
    return (ctx.say("forget_me.at_post", count=count),) if count else ()


def _told(ctx: Context) -> tuple[Notify, ...]:
    """Return the news that referrals lie at a post whose holder is gone: to the supervisor, or above."""
    left, directory = _at_post(ctx), ctx.know.directory
    post = directory.posts.get(ctx.person.post or "")
    if not left or post is None:
        return ()
    supervisor = directory.supervisor_of(post.team)
    above = supervisor.id if supervisor and supervisor != post else COORDINATOR
    values: dict[str, Fact] = {
        "code": min(referral.code for referral in left),
        "role": Term(TermSort.ROLE, post.role),
        "team": directory.team_name(post.id),
        "seat": seat(ctx, post.id),
        "count": str(len(left)),
    }
    return (Notify(NoticeKind.FORGET_ME, values, post=above, buttons=(Lead(Goal.REFERRALS),)),)
