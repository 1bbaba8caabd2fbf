"""Renders a team: the picture of its places, the same numbers as a table, its waiting list. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.channels.web.inbox.words import length
from bot.channels.web.pages import part
from bot.channels.web.picture import picture
from bot.channels.web.say import Say
from bot.conversation import occupancy as seats
from bot.domain.message.inbox import Item, Occupancy, TeamView
from bot.domain.message.picture import Group, Look

MARKS = {Look.EMPTY: "inbox.picture.empty", Look.AWAY: "inbox.picture.away"}


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows: `rows` are posts with the key of a remark, `queue` lines of the waiting list."""

    team: TeamView
    title: str
    picture: Markup
    supervisor: str
    rows: tuple[tuple[Occupancy, str | None], ...]
    queue: tuple[tuple[Item, str], ...]


def team_card(say: Say, team: TeamView) -> Markup:
    """Return a team as a card."""
    title = say("inbox.picture.title", team=team.name)
    drawn = Group("", tuple(seats.row(say, one) for one in team.seats))
    card = Card(
        team=team,
        title=title,
        picture=Markup(picture(team.id, title, say("inbox.picture.desc"), (drawn,))),
        supervisor=_supervisor(say, team),
        rows=tuple((one, MARKS.get(seats.look(one))) for one in team.seats),
        queue=tuple((item, _line(say, item)) for item in team.queue),
    )
    return part("inbox_parts", "team", say, card)


def legend(say: Say) -> Markup:
    """Return what the squares of a picture mean."""
    return part("inbox_parts", "legend", say)


def _supervisor(say: Say, team: TeamView) -> str:
    if not team.supervisor:
        return say("inbox.no_supervisor")
    key = "inbox.supervisor" if team.supervised else "inbox.supervisor_missing"
    return say(key, post=team.supervisor)


def _line(say: Say, item: Item) -> str:
    return say("inbox.queue_line", place=item.place, code=item.code, length=length(say, item.waited))
