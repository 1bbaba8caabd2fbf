"""Renders a team: the picture of its places, the same numbers as a table, its waiting list. Pure."""

from __future__ import annotations

from bot.channels.web.inbox_words import Say, length
from bot.channels.web.pages import render
from bot.channels.web.picture import picture
from bot.conversation import seats
from bot.domain.inbox import Item, Seats, TeamView
from bot.domain.picture import Group, Look


def team_card(say: Say, team: TeamView) -> str:
    """Return a team as a card."""
    title = say("inbox.picture.title", team=team.name)
    rows = Group("", tuple(seats.row(say, one) for one in team.seats))
    drawn = picture(team.id, title, say("inbox.picture.desc"), (rows,))
    return render(
        "inbox_team",
        {
            "picture": drawn,
            "queue": _queue(say, team),
            "rows": "\n".join(_row(say, s) for s in team.seats),
            "fault": "" if team.supervised else " team__head--fault",
        },
        id=team.id,
        name=team.name,
        supervisor=_supervisor(say, team),
        waiting=say("inbox.waiting", count=team.waiting),
        table_name=say("inbox.table"),
        caption=title,
        post=say("inbox.column.post"),
        taken=say("inbox.column.taken"),
        places=say("inbox.column.places"),
        free_column=say("inbox.column.free"),
    )


def legend(say: Say) -> str:
    """Return what the squares of a picture mean."""
    return render(
        "inbox_legend",
        {},
        label=say("inbox.picture.legend"),
        taken=say("inbox.picture.taken"),
        free=say("inbox.picture.free"),
        away=say("inbox.picture.away"),
        empty=say("inbox.picture.empty"),
    )


def _row(say: Say, post: Seats) -> str:
    marks = {Look.EMPTY: "inbox.picture.empty", Look.AWAY: "inbox.picture.away"}
    mark = marks.get(seats.look(post))
    return render(
        "inbox_row",
        {},
        name=post.name,
        note=f". {say(mark)}" if mark else "",
        taken=str(post.taken),
        places=str(post.places),
        free=str(post.free),
    )


def _supervisor(say: Say, team: TeamView) -> str:
    if not team.supervisor:
        return say("inbox.no_supervisor")
    key = "inbox.supervisor" if team.supervised else "inbox.supervisor_missing"
    return say(key, post=team.supervisor)


def _queue(say: Say, team: TeamView) -> str:
    if not team.queue:
        return ""
    lines = "\n".join(_line(say, item) for item in team.queue)
    return render("inbox_queue_list", {"lines": lines}, name=say("inbox.queue"))


def _line(say: Say, item: Item) -> str:
    text = say("inbox.queue_line", place=item.place, code=item.code, length=length(say, item.waited))
    return render("inbox_queue", {}, code=item.code, press=item.press, text=text)
