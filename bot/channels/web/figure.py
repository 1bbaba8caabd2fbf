"""Draws a figure as SVG, to stand in a page: its colours are the page's own. Pure."""

from __future__ import annotations

from bot.channels.web.markup import svg, tag
from bot.domain.message.picture import Figure, Mark
from bot.pictures.figure_sheet import WIDTH, Arrow, Frame, Part, Sign, laid_out

HALF = 11
"""Half as wide as a sign."""


def drawn(key: str, figure: Figure) -> str:
    """Return the figure as an SVG element; `key` makes its ids unique on the page."""
    sheet = laid_out(figure)
    inside = "".join(_part(part) for part in sheet.parts)
    return svg(key, figure.title, figure.description, WIDTH, sheet.height, inside, "picture")


def _part(part: Part) -> str:
    if isinstance(part, Frame):
        edge = "figure__box figure__box--never" if part.mark is Mark.NEVER else "figure__box"
        size = {"x": 1, "y": f"{part.y:g}", "width": WIDTH - 2, "height": f"{part.height:g}", "rx": 6}
        return tag("rect", "", class_=edge, **size)
    if isinstance(part, Arrow):
        x, y = WIDTH / 2, part.y
        line = f"M{x:g} {y + 2:g}V{y + 19:g}M{x - 6:g} {y + 13:g}L{x:g} {y + 19:g}L{x + 6:g} {y + 13:g}"
        return tag("path", "", class_="figure__arrow", d=line)
    if isinstance(part, Sign):
        return _sign(part)
    return tag(
        "text", part.text, x=f"{part.x:g}", y=f"{part.y:g}", class_=f"picture__{part.style} figure__text"
    )


def _sign(sign: Sign) -> str:
    look = "figure__disc figure__disc--never" if sign.mark is Mark.NEVER else "figure__disc"
    disc = tag("circle", "", class_=look, cx=f"{sign.x:g}", cy=f"{sign.y:g}", r=HALF)
    if sign.text:
        return disc + tag("text", sign.text, class_="figure__number", x=f"{sign.x:g}", y=f"{sign.y + 5:g}")
    x, y = sign.x, sign.y
    tick = f"M{x - 5:g} {y:g}L{x - 1.5:g} {y + 4:g}L{x + 5:g} {y - 4:g}"
    cross = f"M{x - 4:g} {y - 4:g}L{x + 4:g} {y + 4:g}M{x - 4:g} {y + 4:g}L{x + 4:g} {y - 4:g}"
    return disc + tag("path", "", class_="figure__sign", d=tick if sign.mark is Mark.MAY else cross)
