"""Draws who serves whom: services on the left, posts on the right, a line for each. Pure."""

from __future__ import annotations

from bot.channels.web.markup import markup, svg, tag
from bot.channels.web.people.said import Here
from bot.domain.organisation.directory import IPS, Post

WIDTH, ROW, TOP = 760, 38, 20
BOX_W, BOX_H = 270, 30
LEFT, RIGHT = 4, WIDTH - BOX_W - 4
MOST_SIGNS = 34


def picture(here: Here) -> str:
    """Return the picture; the tables below say the same to those who do not see it."""
    services = [one for one in here.directory.services.values() if one.served_by]
    posts = [one for one in here.directory.posts.values() if here.directory.teams[one.team].kind == IPS]
    lefts = {one.id: TOP + ROW * n for n, one in enumerate(services)}
    rights = {one.id: TOP + ROW * n for n, one in enumerate(posts)}
    held = {one.member.post for one in here.known.values()}
    lines = "".join(
        _line(lefts[one.id], rights[post], first=not n)
        for one in services
        for n, post in enumerate(one.served_by)
        if post in rights
    )
    boxes = "".join(_box(LEFT, lefts[one.id], one.name, "") for one in services)
    boxes += "".join(_post(here, one, rights[one.id], held=one.id in held) for one in posts)
    height = TOP + ROW * max(len(services), len(posts), 1)
    say = here.say
    drawn = svg(
        "serves",
        say("directory.picture.title"),
        say("directory.picture.text"),
        WIDTH,
        height,
        lines + boxes,
        "",
    )
    label = say("directory.picture.title")
    return markup("div", drawn, class_="serves", role="region", aria_label=label, tabindex="0")


def _post(here: Here, one: Post, y: int, *, held: bool) -> str:
    return _box(RIGHT, y, here.post(one.id), "" if held else " serves__box--none")


def _box(x: int, y: int, text: str, kind: str) -> str:
    frame = markup("rect", "", class_=f"serves__box{kind}", x=x, y=y, width=BOX_W, height=BOX_H, rx=6)
    shown = text if len(text) <= MOST_SIGNS else f"{text[: MOST_SIGNS - 1]}…"
    return frame + tag("text", shown, class_="serves__text", x=x + 10, y=y + 20)


def _line(left: int, right: int, *, first: bool) -> str:
    """Return a line from a service to a post; to the second and later ones it is dashed."""
    x1, x2, y1, y2 = LEFT + BOX_W, RIGHT, left + BOX_H // 2, right + BOX_H // 2
    kind = "serves__line" if first else "serves__line serves__line--next"
    mid = (x1 + x2) // 2
    return markup("path", "", class_=kind, d=f"M{x1} {y1}C{mid} {y1} {mid} {y2} {x2} {y2}")
