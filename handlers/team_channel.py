"""A team's channel: where all of an IPS team read that a new referral came, by its code and nothing else.

Whoever decides for the team gets a code here, and writes it in the channel. What the reception found when a
code or "disconnect" was written in a group comes back as a press; see bot.reception.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.conversation.rooms import elsewhere
from bot.domain.access import connectable
from bot.domain.audit import Act
from bot.domain.directory import Team
from bot.domain.invitation import LASTS_IN_CHAT, digest
from bot.domain.message import Reply, Room, Tone
from bot.domain.outcome import PRIVATE, Audit, DisconnectTeam, Effect, Invite, Kind, Notify, Outcome, TellTeam
from bot.domain.person import Action
from bot.domain.referral import Referral
from bot.knowledge.entry import LANGUAGES
from handlers.referral_history import post_name

IN_A_GROUP = ("no_code", "not_here", "not_allowed", "disconnected", "no_channel")
"""What the reception found in a group, besides that it is connected."""


class TeamChannel(Plain):
    """Connects a team's channel, and disconnects it."""

    name = "team_channel"
    rooms = EVERYWHERE

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        if ctx.turn.room is not Room.ALL:
            return elsewhere(ctx)
        teams = connectable(ctx.person, ctx.know.directory)
        if not teams:
            return _denied(ctx)
        return _offered(ctx, teams[0]) if len(teams) == 1 else _which(ctx, teams)

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler."""
        what, _, name = rest.partition(":")
        if ctx.turn.room is Room.GROUP:
            return _in_a_group(ctx, what, name) or elsewhere(ctx)
        if what == "wrong_place":
            return ctx.reply(Reply(ctx.say("team_channel.wrong_place"), tone=Tone.WARNING), kind=Kind.UNKNOWN)
        if what not in ("team", "off") or ctx.turn.room is not Room.ALL:
            return None if rest else self.start(ctx)
        teams = {team.id: team for team in connectable(ctx.person, ctx.know.directory)}
        if name not in teams:
            return _denied(ctx)
        return _offered(ctx, teams[name]) if what == "team" else _ended(ctx, teams[name])


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
        ctx.button(f"team_channel:team:{team.id}", "team_channel.team", team=team.name) for team in teams
    )
    return ctx.reply(Reply(ctx.say("team_channel.which"), choices=buttons))


def _offered(ctx: Context, team: Team) -> Outcome:
    """Say how it stands, and give a code for a channel."""
    code = ctx.world.fresh_invitation
    has = team.id in ctx.world.team_channels
    minutes = int(LASTS_IN_CHAT.total_seconds() // 60)
    state = ctx.say(f"team_channel.{'has' if has else 'has_none'}", team=team.name)
    reply = Reply(
        f"{state}\n{ctx.say('team_channel.code', code=code, minutes=minutes)}",
        title=ctx.say("team_channel.title"),
        do=(ctx.say("team_channel.step_add"), ctx.say("team_channel.step_write", code=code)),
        more=ctx.say("team_channel.more"),
        choices=(ctx.button(f"team_channel:off:{team.id}", "team_channel.disconnect"),) if has else (),
    )
    effect = Invite(ctx.person.id, digest(code), ctx.now + LASTS_IN_CHAT, team.id)
    return ctx.reply(reply, kind=Kind.ANSWER, effects=(effect,))


def _ended(ctx: Context, team: Team) -> Outcome:
    """Take the channel away; the team's supervisor is told if it was somebody else."""
    if team.id not in ctx.world.team_channels:
        return ctx.reply(Reply(ctx.say("team_channel.has_none", team=team.name)), kind=Kind.ANSWER)
    words = {
        lang: Reply(ctx.know.base.words.say(lang, "team_channel.farewell", team=team.name))
        for lang in LANGUAGES
    }
    effects: list[Effect] = [DisconnectTeam(ctx.person.id, team.id, words)]
    supervisor = ctx.know.directory.supervisor_of(team.id)
    if supervisor and supervisor.id != ctx.person.post:
        values = {"team": team.name, "name": ctx.person.shown_name}
        effects.append(Notify("team_channel.notice.by_another", values, post=supervisor.id))
    done = Reply(ctx.say("team_channel.off_done", team=team.name))
    return ctx.reply(done, kind=Kind.ANSWER, effects=tuple(effects))


def _in_a_group(ctx: Context, what: str, name: str) -> Outcome | None:
    team = ctx.know.directory.teams.get(name)
    if what == "connected" and team:
        return ctx.reply(Reply(ctx.say("team_channel.connected", team=team.name)), kind=Kind.ANSWER)
    if what not in IN_A_GROUP:
        return None
    tone = Tone.PLAIN if what == "disconnected" else Tone.WARNING
    return ctx.reply(Reply(ctx.say(f"team_channel.{what}"), tone=tone), kind=Kind.ANSWER)


def _denied(ctx: Context) -> Outcome:
    denied = Audit(ctx.person.id, Act.DENIED, Action.CONNECT)
    return ctx.reply(Reply(ctx.say("team_channel.not_for_you")), kind=Kind.DIALOG, record=(denied,))
