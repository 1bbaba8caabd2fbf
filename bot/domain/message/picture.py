"""Pictures in a reply, as data: what they show, not how it is drawn. Each says in words all that it shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Look(StrEnum):
    """How a post's places look; never by colour alone."""

    PRESENT = "present"
    AWAY = "away"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Row:
    """A post: its name, its numbers in words, places taken and places in all."""

    name: str
    note: str
    taken: int
    places: int
    look: Look = Look.PRESENT


@dataclass(frozen=True, slots=True)
class Group:
    """Posts that belong together; no heading is drawn where the name is empty."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """How full posts are: a square for each place. `lead` says how to read it."""

    title: str
    lead: str
    groups: tuple[Group, ...]
    kind: Literal["places"] = "places"

    @property
    def description(self) -> str:
        """All that the picture shows, in words: made of what is drawn, so that the two cannot differ."""
        return " ".join((self.lead, *(_said(group) for group in self.groups if group.rows)))


@dataclass(frozen=True, slots=True)
class QrCode:
    """An address to be read by a camera; `description` says where it leads, and names it."""

    title: str
    text: str
    description: str
    kind: Literal["qr"] = "qr"


class Shape(StrEnum):
    """How the boxes of a figure belong together."""

    LIST = "list"
    CHAIN = "chain"
    NUMBERS = "numbers"


class Mark(StrEnum):
    """What a box says of what stands in it: that one may, that one never may, or neither."""

    NONE = ""
    MAY = "may"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Box:
    """A box with a heading and short lines."""

    head: str
    lines: tuple[str, ...] = ()
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class Figure:
    """Boxes below each other: a list, a chain of steps with arrows between them, or numbered ones."""

    title: str
    lead: str
    shape: Shape
    boxes: tuple[Box, ...]
    kind: Literal["figure"] = "figure"

    @property
    def description(self) -> str:
        """All that the figure shows, in words: made of what is drawn, so that the two cannot differ."""
        numbered = self.shape is not Shape.LIST
        said = (_told(box, f"{n}. " if numbered else "") for n, box in enumerate(self.boxes, 1))
        return " ".join((self.lead, *said))


Picture = Places | QrCode | Figure


def _told(box: Box, number: str) -> str:
    lines = "; ".join(line.rstrip(".") for line in box.lines)
    return f"{number}{box.head}: {lines}." if lines else f"{number}{box.head}."


def _said(group: Group) -> str:
    rows = "; ".join(f"{row.name}: {row.note}" for row in group.rows)
    return f"{group.name}: {rows}." if group.name else f"{rows}."
