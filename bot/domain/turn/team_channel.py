"""The rules of a team's channel: who may connect one, and who is told that it began or ended. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.organisation.access import connectable
from bot.domain.organisation.directory import COORDINATOR, Directory
from bot.domain.person.person import Person
from bot.domain.turn.notice import NoticeKind, Notify


def may_connect(maker: Person, team: str, directory: Directory) -> bool:
    """Tell whether somebody, as they are now, decides for a team: the code may be older than their part."""
    return team in {one.id for one in connectable(maker, directory)}


def connected(team: str, directory: Directory) -> tuple[Notify, ...]:
    """Return the news that a team has a channel now."""
    return (_told(NoticeKind.TEAM_CHANNEL_CONNECTED, team, directory),)


def ended(teams: Iterable[str], directory: Directory) -> tuple[Notify, ...]:
    """Return the news that these teams have no channel any more."""
    return tuple(_told(NoticeKind.TEAM_CHANNEL_ENDED, team, directory) for team in teams)


def _told(kind: NoticeKind, team: str, directory: Directory) -> Notify:
    """Return news to whoever decides for a team: its supervisor, else the coordinator."""
    known, supervisor = directory.teams.get(team), directory.supervisor_of(team)
    values = {"team": known.name if known else team}
    return Notify(kind, values, post=supervisor.id if supervisor else COORDINATOR)
