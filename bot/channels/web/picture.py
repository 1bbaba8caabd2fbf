"""Draws pictures as SVG, to stand in a page: how full posts are, and codes for a camera. Pure.

All words come from the caller; no style stands in the markup, since the policy of the pages forbids it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.web import figure
from bot.channels.web.markup import markup, svg, tag
from bot.domain.message.picture import Figure, Group, Look, Picture, Places
from bot.pictures.sheet import CELL, WIDTH, Cell, Line, laid_out


def drawn(key: str, shown: Picture) -> str:
    """Return the picture of a reply; its description says all that it shows."""
    if isinstance(shown, Places):
        return picture(key, shown.title, shown.description, shown.groups)
    if isinstance(shown, Figure):
        return figure.drawn(key, shown)
    from bot.pictures import qr  # a picture of places needs no library that codes

    return _code(key, shown.title, shown.description, qr.dark(shown))


def picture(key: str, title: str, description: str, groups: Sequence[Group]) -> str:
    """Return an SVG drawing of these posts. `key` makes its ids unique on the page."""
    sheet = laid_out(groups)
    marks = (_text(mark) if isinstance(mark, Line) else _square(key, mark) for mark in sheet.marks)
    return svg(key, title, description, WIDTH, sheet.height, _hatching(key) + "".join(marks), "picture")


def _code(key: str, title: str, description: str, dark: Sequence[Sequence[bool]]) -> str:
    """Return a code as one path, black on white whatever the page's colours are: a camera needs that."""
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(dark) for x, square in enumerate(row) if square
    )
    side = len(dark)
    inside = tag("rect", "", width=side, height=side, fill="#fff") + tag("path", "", fill="#000", d=path)
    return svg(key, title, description, side, side, inside, "picture picture--code")


def _text(line: Line) -> str:
    return tag("text", line.text, x=f"{line.x:g}", y=f"{line.y:g}", class_=f"picture__{line.style}")


def _square(key: str, cell: Cell) -> str:
    box = {"x": f"{cell.x:g}", "y": f"{cell.y:g}", "width": f"{cell.width:g}", "height": CELL, "rx": 3}
    square = tag("rect", "", class_=_kind(cell), **box)
    return square + tag("rect", "", fill=f"url(#hatching-{key})", **box) if cell.hatched else square


def _kind(cell: Cell) -> str:
    if cell.look is Look.PRESENT:
        return "cell cell--taken" if cell.taken else "cell"
    return f"cell cell--{cell.look}"


def _hatching(key: str) -> str:
    line = tag("path", "", class_="stripe", d="M-1 1 1-1M0 6 6 0M5 7 7 5")
    sizes = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    return markup("defs", markup("pattern", line, id=f"hatching-{key}", **sizes))
