"""A part of the figures as a picture of its own, for a report. Pure: the same each time."""

from __future__ import annotations

from bot.channels.web.inbox.xlsx import BEFORE, NOW
from bot.channels.web.markup import markup, tag
from bot.channels.web.say import Say
from bot.domain.message.inbox import FigureRow, FigureTable

WIDTH, LEFT, BARS = 860, 360, 420
LINE, TOP, FONT = 44, 56, "'Source Sans 3', Arial, sans-serif"
LONGEST = 48
"""Letters of a name that fit beside the bars."""


def plot(say: Say, table: FigureTable) -> str:
    """Return the picture: names, two bars with their numbers, what they are, all told again as its text."""
    most = max((max(row.now, row.before) for row in table.rows), default=0)
    height = TOP + LINE * len(table.rows) + 44
    told = "; ".join(
        f"{row.name}: {row.told}" + (f" ({row.told_before})" if row.told_before else "") for row in table.rows
    )
    lines = "".join(_line(row, TOP + LINE * at, most) for at, row in enumerate(table.rows))
    keys = zip(table.columns, (NOW, BEFORE), strict=False)
    legend = "".join(
        _key(say(f"statistics.column.{name}"), colour, at, height - 24)
        for at, (name, colour) in enumerate(keys)
    )
    head = _text(table.heading, 16, 32, size=20, weight=700)
    paper = markup("rect", "", width=WIDTH, height=height, fill="#ffffff")
    inside = tag("title", table.heading, id="t") + tag("desc", told, id="d") + paper + head + lines + legend
    return markup(
        "svg",
        inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        role="img",
        aria_labelledby="t d",
        font_family=FONT,
    )


def _line(row: FigureRow, y: int, most: int) -> str:
    name = row.name if len(row.name) <= LONGEST else f"{row.name[: LONGEST - 1]}…"
    bars = _bar(row.now, row.told, y, most, NOW)
    if row.told_before:
        bars += _bar(row.before, row.told_before, y + 17, most, BEFORE)
    return _text(name, LEFT - 12, y + 18, anchor="end") + bars


def _bar(count: int, told: str, y: int, most: int, colour: str) -> str:
    width = round(count * BARS / most, 1) if most else 0
    bar = markup("rect", "", x=LEFT, y=y, width=width, height=15, fill=colour)
    return bar + _text(told, LEFT + width + 6, y + 12, size=13)


def _key(text: str, colour: str, at: int, y: int) -> str:
    x = LEFT + 180 * at
    square = markup("rect", "", x=x, y=y, width=14, height=14, fill=colour)
    return square + _text(text, x + 20, y + 12, size=14)


def _text(text: str, x: float, y: float, size: int = 15, weight: int = 400, anchor: str = "start") -> str:
    look = {"font_size": size, "font_weight": weight, "text_anchor": anchor, "fill": "#202733"}
    return tag("text", text, x=x, y=y, **look)
