"""Where everything of a figure stands, in units: boxes below each other, as wide as a phone shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from bot.domain.message.picture import Box, Figure, Mark, Shape
from bot.pictures.sheet import Line, Style

WIDTH = 320
PAD, GAP, ARROW = 11, 10, 22
"""White within a box, between boxes, and the room of an arrow."""

SIGN = 30
"""Room for a number or a sign at the left of a box."""

HEAD, TEXT, HEAD_LINE, TEXT_LINE = 40, 45, 20, 18
"""Letters that a line of each kind holds, and how high it is."""

NARROWER = 5
"""Letters that a sign costs."""


HANGING = 9
"""How far the second line of a point is set in."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The edge of a box."""

    y: float
    height: float
    mark: Mark


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands at the left of a box, around the middle (x, y): its number, a tick or a cross."""

    x: float
    y: float
    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow that points down, from `y` on, in the middle."""

    y: float


Part = Frame | Sign | Arrow | Line


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """All that is drawn, from the top, and how high that is."""

    parts: tuple[Part, ...]
    height: float


def laid_out(figure: Figure) -> FigureSheet:
    """Return where everything stands."""
    parts: list[Part] = []
    y = 1.0
    for number, box in enumerate(figure.boxes, 1):
        if number > 1 and figure.shape is Shape.CHAIN:
            parts.append(Arrow(y - GAP))
            y += ARROW - GAP
        numbered = str(number) if figure.shape is Shape.NUMBERS else ""
        height, inside = _box(box, y, numbered)
        parts += [Frame(y, height, box.mark), *inside]
        y += height + GAP
    return FigureSheet(tuple(parts), max(1.0, y - GAP + 1))


def _box(box: Box, top: float, number: str) -> tuple[float, tuple[Part, ...]]:
    """Return how high a box is and what stands in it."""
    signed = bool(number) or box.mark is not Mark.NONE
    x = PAD + (SIGN if signed else 0)
    lines = tuple(_lines(box, x, top + PAD - 5, NARROWER if signed else 0))
    height = max((line.y for line in lines), default=top) - top + PAD - 1
    sign = (Sign(PAD + 11, top + height / 2, number, box.mark),) if signed else ()
    return height, (*sign, *lines)


def _lines(box: Box, x: float, y: float, less: int) -> Iterator[Line]:
    for text in wrap(box.head, HEAD - less):
        y += HEAD_LINE
        yield Line(x, y, text, Style.NAME)
    bullet = "• " if len(box.lines) > 1 else ""
    for sentence in box.lines:
        for number, text in enumerate(wrap(bullet + sentence, TEXT - less)):
            y += TEXT_LINE
            yield Line(x + (HANGING if bullet and number else 0), y, text, Style.NOTE)
