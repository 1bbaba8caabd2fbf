"""A team's channel: where all of an IPS team read that a new referral came, by its code and nothing else.

Whoever decides for the team gets a code here, and writes it in the channel. What the gateway found when a
code or "disconnect" was written in a group comes back as an event; see bot.shell.gateway.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.conversation.surface import elsewhere
from bot.domain.audit.entry import AuditAction
from bot.domain.case.referral import Referral
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.event import ConnectionState, Event, TeamChannelEvent
from bot.domain.message.message import Reply, Surface, Tone
from bot.domain.organisation.access import connectable
from bot.domain.organisation.directory import Team
from bot.domain.person.invitation import LASTS_IN_CHAT, digest
from bot.domain.person.person import Capability
from bot.domain.turn.notice import NoticeKind, Notify
from bot.domain.turn.outcome import (
    PRIVATE,
    Audit,
    DisconnectTeam,
    Effect,
    Invite,
    Outcome,
    OutcomeKind,
    TellTeam,
)
from bot.knowledge.base.entry import LANGUAGES
from handlers.referral.history import post_name

DONE = (ConnectionState.CONNECTED, ConnectionState.DISCONNECTED)
"""What was asked for; all else is warned of."""


class TeamChannel(Plain):
    """Connects a team's channel, and disconnects it."""

    name = "team_channel"
    surfaces = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if ctx.turn.surface is not Surface.ALL:
            return elsewhere(ctx)
        teams = connectable(ctx.person, ctx.know.directory)
        if not teams:
            return _denied(ctx)
        return _offered(ctx, teams[0]) if len(teams) == 1 else _which(ctx, teams)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        what, name, *more = padded(parts, 2)
        if ctx.turn.surface is Surface.GROUP:
            return elsewhere(ctx)
        if what not in ("team", "off") or ctx.turn.surface is not Surface.ALL:
            return None if parts else self.start(ctx)
        teams = {team.id: team for team in connectable(ctx.person, ctx.know.directory)}
        if more or name not in teams:
            return _denied(ctx)
        return _offered(ctx, teams[name]) if what == "team" else _ended(ctx, teams[name])

    def happened(self, ctx: Context, event: Event) -> Outcome | None:
        """See Handler. All in the group read what became of it."""
        if not isinstance(event, TeamChannelEvent):
            return None
        team = ctx.know.directory.teams.get(event.team)
        text = ctx.say(f"team_channel.{event.became}", team=team.name if team else event.team)
        kind = OutcomeKind.UNKNOWN if event.became is ConnectionState.WRONG_PLACE else OutcomeKind.ANSWER
        return ctx.reply(Reply(text, tone=Tone.PLAIN if event.became in DONE else Tone.WARNING), kind=kind)


def told(ctx: Context, referral: Referral) -> TellTeam:
    """Return the effect that tells the team of a referral's post that it came: its code and the post."""
    words = {
        lang: Reply(
            ctx.know.base.words.say(
                lang,
                "team_channel.new",
                code=referral.code,
                post=post_name(replace(ctx, lang=lang), referral.post),
                link=PRIVATE,
            )
        )
        for lang in LANGUAGES
    }
    return TellTeam(ctx.know.directory.posts[referral.post].team, words)


def told_if_new(ctx: Context, before: Referral, after: Referral) -> tuple[TellTeam, ...]:
    """Return the same for a referral that was handed over, if it came into another team by it."""
    posts = ctx.know.directory.posts
    return () if posts[before.post].team == posts[after.post].team else (told(ctx, after),)


def _which(ctx: Context, teams: tuple[Team, ...]) -> Outcome:
    buttons = tuple(
        ctx.button(ButtonId("team_channel", "team", team.id), "team_channel.team", team=team.name)
        for team in teams
    )
    return ctx.reply(Reply(ctx.say("team_channel.which"), choices=buttons))


def _offered(ctx: Context, team: Team) -> Outcome:
    """Say how it stands, and give a code for a channel."""
    code = ctx.snapshot.fresh_invitation
    has = team.id in ctx.snapshot.team_channels
    minutes = int(LASTS_IN_CHAT.total_seconds() // 60)
    state = ctx.say(f"team_channel.{'has' if has else 'has_none'}", team=team.name)
    reply = Reply(
        f"{state}\n{ctx.say('team_channel.code', code=code, minutes=minutes)}",
        title=ctx.say("team_channel.title"),
        do=(ctx.say("team_channel.step_add"), ctx.say("team_channel.step_write", code=code)),
        more=ctx.say("team_channel.more"),
        choices=(ctx.button(ButtonId("team_channel", "off", team.id), "team_channel.disconnect"),)
        if has
        else (),
    )
    effect = Invite(ctx.person.id, digest(code), ctx.now + LASTS_IN_CHAT, team.id)
    return ctx.reply(reply, kind=OutcomeKind.ANSWER, effects=(effect,))


def _ended(ctx: Context, team: Team) -> Outcome:
    """Take the channel away; the team's supervisor is told if it was somebody else."""
    if team.id not in ctx.snapshot.team_channels:
        return ctx.reply(Reply(ctx.say("team_channel.has_none", team=team.name)), kind=OutcomeKind.ANSWER)
    words = {
        lang: Reply(ctx.know.base.words.say(lang, "team_channel.farewell", team=team.name))
        for lang in LANGUAGES
    }
    effects: list[Effect] = [DisconnectTeam(ctx.person.id, team.id, words)]
    supervisor = ctx.know.directory.supervisor_of(team.id)
    if supervisor and supervisor.id != ctx.person.post:
        values = {"team": team.name, "name": ctx.person.shown_name}
        effects.append(Notify(NoticeKind.TEAM_CHANNEL_BY_ANOTHER, values, post=supervisor.id))
    done = Reply(ctx.say("team_channel.off_done", team=team.name))
    return ctx.reply(done, kind=OutcomeKind.ANSWER, effects=tuple(effects))


def _denied(ctx: Context) -> Outcome:
    denied = Audit(ctx.person.id, AuditAction.DENIED, Capability.CONNECT)
    return ctx.reply(Reply(ctx.say("team_channel.not_for_you")), kind=OutcomeKind.DIALOG, record=(denied,))
