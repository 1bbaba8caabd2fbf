"""Draws how full posts are, as a PNG: the same sheet as the web's, in much the same colours, on white."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageColor, ImageDraw

from bot.domain.message.picture import Look, Places, Row
from bot.pictures import lettering
from bot.pictures.sheet import CELL, WIDTH, Cell, Line, Style, laid_out, squares

SCALE = 2
MARGIN, EDGE = 12, 2
"""White around a picture, and around a strip of squares."""

PAPER, INK, GREY, BLUE, ORANGE = "#ffffff", "#202733", "#49515e", "#2176d4", "#a84a00"
"""Ink and grey have more than 7 : 1 on white, the edges of the squares more than 4.5 : 1."""

BETWEEN = ("#8f939a", "#c7c9cc", "#a4a8ae", "#d8dade", "#636a75", "#90baea", "#d3a47f")
"""Between paper and ink, for smooth letters and edges. Few colours make a small file."""

SIZES = {Style.HEAD: 17, Style.NAME: 15, Style.NOTE: 14}
EDGES = {Look.PRESENT: BLUE, Look.AWAY: GREY, Look.EMPTY: ORANGE}
DASH, STRIPE = 3, 5


def drawn(picture: Places) -> bytes:
    """Return the picture as a PNG file."""
    sheet = laid_out(picture.groups)
    return _file(sheet.marks, sheet.height, MARGIN)


def strip(row: Row) -> bytes:
    """Return the squares of one post as a PNG file, without words, for a channel that sets them itself."""
    return _file(tuple(squares(row)), CELL + 2, EDGE)


def _file(marks: tuple[Line | Cell, ...], height: float, margin: float) -> bytes:
    size = round((WIDTH + 2 * margin) * SCALE), round((height + 2 * margin) * SCALE)
    image = Image.new("RGB", size, PAPER)
    pen = Pen(ImageDraw.Draw(image), margin)
    for mark in marks:
        if isinstance(mark, Line):
            _write(pen, mark)
        else:
            _square(pen, mark)
    out = BytesIO()
    image.quantize(palette=palette(), dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on an image; `margin` is the white around it, in units."""

    on: ImageDraw.ImageDraw
    margin: float

    def at(self, units: float) -> float:
        """Return where that many units are, in pixels."""
        return (units + self.margin) * SCALE


@cache
def palette() -> Image.Image:
    """Return the few colours of all drawings."""
    palette = Image.new("P", (1, 1))
    colours = (PAPER, INK, GREY, BLUE, ORANGE, *BETWEEN)
    palette.putpalette([part for colour in colours for part in ImageColor.getrgb(colour)])
    return palette


def _write(pen: Pen, line: Line) -> None:
    """Write a line; one that is too wide in letters smaller than the others."""
    size = SIZES[line.style] * float(SCALE)
    weight = lettering.REGULAR if line.style is Style.NOTE else lettering.BOLD
    if (wide := lettering.width(line.text, size, weight)) > WIDTH * SCALE:
        size *= WIDTH * SCALE / wide
    colour = GREY if line.style is Style.NOTE else INK
    lettering.write(pen.on, (pen.at(line.x), pen.at(line.y)), line.text, size, weight, colour)


def _square(pen: Pen, cell: Cell) -> None:
    """Draw a place: filled when taken, hatched when nobody is there, a broken edge where nobody belongs."""
    left, top = pen.at(cell.x), pen.at(cell.y)
    right, bottom = pen.at(cell.x + cell.width), pen.at(cell.y + CELL)
    edge = EDGES[cell.look]
    if cell.hatched:
        _hatch(pen.on, left, top, right - left, bottom - top)
    if cell.look is Look.EMPTY:
        _broken(pen.on, ((left, top), (right, top), (right, bottom), (left, bottom), (left, top)), edge)
    else:
        fill = BLUE if cell.taken and cell.look is Look.PRESENT else None
        pen.on.rounded_rectangle((left, top, right, bottom), 3 * SCALE, fill, edge, width=SCALE)


def _hatch(pen: ImageDraw.ImageDraw, left: float, top: float, width: float, height: float) -> None:
    """Draw slanting lines that end at the edges of a box."""
    for reach in range(STRIPE * SCALE // 2, int(width + height), STRIPE * SCALE):
        begin = left + max(0, reach - height), top + min(reach, height)
        end = left + min(reach, width), top + max(0, reach - width)
        pen.line((begin, end), GREY, SCALE)


def _broken(pen: ImageDraw.ImageDraw, corners: tuple[tuple[float, float], ...], colour: str) -> None:
    """Draw a line of dashes from corner to corner."""
    for (x, y), (to_x, to_y) in pairwise(corners):
        length = abs(to_x - x) + abs(to_y - y)
        for start in range(0, int(length), 2 * DASH * SCALE):
            a, b = start / length, min(1.0, (start + DASH * SCALE) / length)
            ends = (x + (to_x - x) * a, y + (to_y - y) * a), (x + (to_x - x) * b, y + (to_y - y) * b)
            pen.line(ends, colour, SCALE)
