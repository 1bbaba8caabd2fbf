"""Where everything of a picture of places stands, in units; whoever draws it chooses colours and letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap

from bot.domain.message.picture import Group, Look, Row

WIDTH = 288
"""Of the drawing: about the pixels that a card has on a narrow phone."""

LETTERS = 38
"""What a line of a name holds."""

LINE, CELL, GAP, AFTER, NOTE, HEAD = 20, 14, 3, 18, 20, 26
FEWEST = 20
"""Squares of a full row, so that rows of different posts can be compared."""


class Style(StrEnum):
    """What a line of text is."""

    HEAD = "head"
    NAME = "name"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; (x, y) is where its baseline begins."""

    x: float
    y: float
    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Cell:
    """A place: a square with its upper left corner at (x, y), as high as CELL."""

    x: float
    y: float
    width: float
    look: Look
    taken: bool

    @property
    def hatched(self) -> bool:
        """Tell whether somebody has this place at a post where nobody is now."""
        return self.taken and self.look is not Look.PRESENT


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is drawn, from the top, and how high that is."""

    marks: tuple[Line | Cell, ...]
    height: float


def laid_out(groups: Sequence[Group]) -> Sheet:
    """Return where everything stands."""
    marks: list[Line | Cell] = []
    y = 0.0
    for group in groups:
        if group.name and group.rows:
            for line in wrap(group.name, LETTERS - 2):
                y += HEAD
                marks.append(Line(0, y - 8, line, Style.HEAD))
        for row in group.rows:
            y = _row(row, y, marks)
    return Sheet(tuple(marks), max(1, y - AFTER + 6))


def _row(row: Row, y: float, marks: list[Line | Cell]) -> float:
    """Lay a post out from `y`, and return where the next one begins."""
    for line in wrap(row.name, LETTERS) or [""]:
        y += LINE
        marks.append(Line(0, y - 6, line, Style.NAME))
    marks.extend(squares(row, y))
    y += CELL + NOTE
    marks.append(Line(0, y - 3, row.note, Style.NOTE))
    return y + AFTER


def squares(row: Row, y: float = 0) -> Iterator[Cell]:
    """Yield a square for each place, and for each participant above them, below `y`."""
    count = max(row.places, row.taken)
    step = min(CELL + GAP, WIDTH / max(count, FEWEST))
    for place in range(count):
        yield Cell(place * step + 0.75, y + 1, max(step - GAP, step / 2), row.look, place < row.taken)
