"""Draws the pictures of a reply. Pure: data in, bytes or text out, the same each time.

Channels that need no picture load none of the libraries that draw.
"""

from __future__ import annotations

from bot.domain.message.message import PDF, File
from bot.domain.message.picture import Figure, Picture, Places, Row


def content(file: File) -> bytes:
    """Return what a file holds: its text as it is, or drawn as a page where it is a PDF."""
    if file.media != PDF:
        return file.text.encode()
    from bot.pictures import paper

    return paper.drawn(file.text, file.lang)


def png(picture: Picture) -> bytes:
    """Return a picture as a PNG file: dark on white, twice as fine as its units, a few kilobytes."""
    if isinstance(picture, Places):
        from bot.pictures import places_png

        return places_png.drawn(picture)
    if isinstance(picture, Figure):
        from bot.pictures import figure_png

        return figure_png.drawn(picture)
    from bot.pictures import qr

    return qr.png(picture)


def strip(row: Row) -> bytes:
    """Return the squares of one post alone as a PNG file, a few hundred bytes."""
    from bot.pictures import places_png

    return places_png.strip(row)


def letters(picture: Picture) -> str:
    """Return a picture as lines of block characters, for a terminal."""
    if isinstance(picture, Places):
        from bot.pictures import places_letters

        return places_letters.drawn(picture)
    if isinstance(picture, Figure):
        from bot.pictures import figure_letters

        return figure_letters.drawn(picture)
    from bot.pictures import qr

    return qr.letters(picture)
