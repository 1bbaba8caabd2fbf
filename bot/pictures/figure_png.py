"""Draws a figure as a PNG: the same sheet as the web's, dark on white."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from bot.domain.message.picture import Figure, Mark
from bot.pictures import lettering
from bot.pictures.figure_sheet import WIDTH, Arrow, Frame, Part, Sign, laid_out
from bot.pictures.places_png import BLUE, GREY, INK, MARGIN, ORANGE, PAPER, SCALE, SIZES, palette
from bot.pictures.sheet import Line, Style

EDGES = {Mark.NONE: BLUE, Mark.MAY: BLUE, Mark.NEVER: ORANGE}
ROUND = 11
"""Half as wide as a sign."""


def drawn(figure: Figure) -> bytes:
    """Return the figure as a PNG file, its title above it."""
    sheet = laid_out(figure)
    top = MARGIN + 28
    size = (WIDTH + 2 * MARGIN) * SCALE, round((sheet.height + top + MARGIN) * SCALE)
    image = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(image)
    at = MARGIN * SCALE, (MARGIN + 14) * SCALE
    lettering.write(pen, at, figure.title, SIZES[Style.HEAD] * SCALE, lettering.BOLD, INK)
    for part in sheet.parts:
        _draw(pen, part, top)
    out = BytesIO()
    image.quantize(palette=palette(), dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def _draw(pen: ImageDraw.ImageDraw, part: Part, top: float) -> None:
    if isinstance(part, Line):
        _write(pen, part, top)
    elif isinstance(part, Frame):
        box = (MARGIN * SCALE, (part.y + top) * SCALE)
        end = ((MARGIN + WIDTH) * SCALE, (part.y + part.height + top) * SCALE)
        pen.rounded_rectangle((*box, *end), 6 * SCALE, None, EDGES[part.mark], width=3)
    elif isinstance(part, Arrow):
        x, y = (MARGIN + WIDTH / 2) * SCALE, (part.y + top) * SCALE
        pen.line((x, y + 4, x, y + 19 * SCALE), GREY, 2 * SCALE)
        pen.line((x - 6 * SCALE, y + 13 * SCALE, x, y + 19 * SCALE, x + 6 * SCALE, y + 13 * SCALE), GREY, 4)
    else:
        _sign(pen, part, (MARGIN + part.x) * SCALE, (part.y + top) * SCALE)


def _sign(pen: ImageDraw.ImageDraw, sign: Sign, x: float, y: float) -> None:
    """Draw a number, a tick or a cross, white on a disc: told apart by shape, not by colour alone."""
    half = ROUND * SCALE
    pen.ellipse((x - half, y - half, x + half, y + half), EDGES[sign.mark])
    if sign.text:
        size = 14.0 * SCALE
        width = lettering.width(sign.text, size, lettering.BOLD)
        lettering.write(pen, (x - width / 2, y + 5 * SCALE), sign.text, size, lettering.BOLD, PAPER)
        return
    for stroke in strokes(sign.mark):
        pen.line([(x + dx * SCALE, y + dy * SCALE) for dx, dy in stroke], PAPER, 4, joint="curve")


def strokes(mark: Mark) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the lines of a tick or a cross, around the middle of its disc."""
    if mark is Mark.MAY:
        return (((-5.0, 0.0), (-1.5, 4.0), (5.0, -4.0)),)
    return (((-4.0, -4.0), (4.0, 4.0)), ((-4.0, 4.0), (4.0, -4.0)))


def _write(pen: ImageDraw.ImageDraw, line: Line, top: float) -> None:
    weight = lettering.REGULAR if line.style is Style.NOTE else lettering.BOLD
    at = (MARGIN + line.x) * SCALE, (line.y + top) * SCALE
    lettering.write(pen, at, line.text, SIZES[line.style] * float(SCALE), weight, INK)
