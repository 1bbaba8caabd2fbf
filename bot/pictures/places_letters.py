"""Draws how full posts are with letters, for a terminal."""

from __future__ import annotations

from bot.domain.message.picture import Look, Places, Row

TAKEN, FREE, HATCHED, NOBODY = "■", "□", "▨", "▫"


def drawn(picture: Places) -> str:
    """Return the picture as lines; the numbers stand in the text above it."""
    lines: list[str] = []
    for group in picture.groups:
        lines += [group.name] if group.name and group.rows else []
        for row in group.rows:
            lines += [row.name, _cells(row)]
    return "\n".join(lines)


def _cells(row: Row) -> str:
    taken = TAKEN if row.look is Look.PRESENT else HATCHED
    free = NOBODY if row.look is Look.EMPTY else FREE
    return taken * row.taken + free * max(0, row.places - row.taken)
