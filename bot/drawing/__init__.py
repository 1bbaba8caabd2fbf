"""Draws the pictures of a reply. Pure: data in, bytes or text out, the same each time.

Channels that need no picture load none of the libraries that draw.
"""

from __future__ import annotations

from bot.domain.picture import Picture, Places, Row


def png(picture: Picture) -> bytes:
    """Return a picture as a PNG file: dark on white, twice as fine as its units, a few kilobytes."""
    if isinstance(picture, Places):
        from bot.drawing import places_png

        return places_png.drawn(picture)
    from bot.drawing import qr

    return qr.png(picture)


def strip(row: Row) -> bytes:
    """Return the squares of one post alone as a PNG file, a few hundred bytes."""
    from bot.drawing import places_png

    return places_png.strip(row)


def letters(picture: Picture) -> str:
    """Return a picture as lines of block characters, for a terminal."""
    if isinstance(picture, Places):
        from bot.drawing import places_letters

        return places_letters.drawn(picture)
    from bot.drawing import qr

    return qr.letters(picture)
