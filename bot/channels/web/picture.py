"""Draws how full a team is: one square for each place of each post. Pure; all words come from the caller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from textwrap import wrap

WIDTH = 288
"""Of the drawing, in its own units: about the pixels that a card has on a narrow phone."""

LETTERS = 38
"""What a line of a name holds."""

LINE, CELL, GAP, AFTER, NOTE = 20, 14, 3, 18, 20
FEWEST = 20
"""Squares of a full row, so that rows of different posts can be compared."""


class Look(StrEnum):
    """How a post's squares look; never by colour alone."""

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


def picture(key: str, title: str, description: str, rows: Sequence[Row]) -> str:
    """Return an SVG drawing of these posts. `key` makes its ids unique on the page."""
    drawn, height = _rows(key, rows)
    head = (
        _tag("title", title, id=f"picture-{key}-title"),
        _tag("desc", description, id=f"picture-{key}-desc"),
        _hatching(key),
    )
    return _markup(
        "svg",
        "".join((*head, *drawn)),
        class_="picture",
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        aria_labelledby=f"picture-{key}-title",
        aria_describedby=f"picture-{key}-desc",
    )


def _rows(key: str, rows: Sequence[Row]) -> tuple[list[str], int]:
    drawn, y = [], 0
    for row in rows:
        for line in wrap(row.name, LETTERS) or [""]:
            y += LINE
            drawn.append(_tag("text", line, x=0, y=y - 6, class_="picture__name"))
        drawn.extend(_cells(key, row, y))
        y += CELL + NOTE
        drawn.append(_tag("text", row.note, x=0, y=y - 3, class_="picture__note"))
        y += AFTER
    return drawn, max(1, y - AFTER + 6)


def _cells(key: str, row: Row, y: int) -> Iterator[str]:
    """Yield a square for each place, and for each participant above them."""
    count = max(row.places, row.taken)
    step = min(CELL + GAP, WIDTH / max(count, FEWEST))
    for place in range(count):
        taken = place < row.taken
        kind = _kind(row.look, taken=taken)
        box = {
            "x": f"{place * step + 0.75:g}",
            "y": y + 1,
            "width": f"{step - GAP:g}",
            "height": CELL,
            "rx": 3,
        }
        yield _tag("rect", "", class_=kind, **box)
        if taken and row.look is not Look.PRESENT:
            yield _tag("rect", "", fill=f"url(#hatching-{key})", **box)


def _kind(look: Look, *, taken: bool) -> str:
    if look is Look.EMPTY:
        return "cell cell--empty"
    if look is Look.AWAY:
        return "cell cell--away"
    return "cell cell--taken" if taken else "cell"


def _hatching(key: str) -> str:
    line = _tag("path", "", class_="stripe", d="M-1 1 1-1M0 6 6 0M5 7 7 5")
    sizes = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    return _markup("defs", _markup("pattern", line, id=f"hatching-{key}", **sizes))


def _tag(name: str, text: str, **attributes: object) -> str:
    """Return an element with a text."""
    return _markup(name, escape(text), **attributes)


def _markup(name: str, inside: str, **attributes: object) -> str:
    """Return an element with markup in it. Names that Python keeps for itself end in an underscore."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{shown}>{inside}</{name}>"
