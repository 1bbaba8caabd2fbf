"""Draws an address for a camera: ISO/IEC 18004, by segno; error level M, as for a screen."""

from __future__ import annotations

from io import BytesIO, StringIO

import segno

from bot.domain.message.picture import QrCode

LEVEL = "m"
MODULE = 8
"""Pixels of one square of the code in a PNG."""

QUIET = 4
"""Squares of white around the code. Source: ISO/IEC 18004."""


def png(picture: QrCode) -> bytes:
    """Return the code as a PNG file, black on white."""
    out = BytesIO()
    _made(picture).save(out, kind="png", scale=MODULE, border=QUIET)
    return out.getvalue()


def letters(picture: QrCode) -> str:
    """Return the code as half-block characters, to be read from a dark or a light terminal."""
    out = StringIO()
    _made(picture).terminal(out, border=2, compact=True)
    return out.getvalue().rstrip("\n")


def dark(picture: QrCode) -> tuple[tuple[bool, ...], ...]:
    """Return the squares of the code with the white around it, row by row; True is dark."""
    rows = _made(picture).matrix_iter(border=QUIET)
    return tuple(tuple(bool(square) for square in row) for row in rows)


def _made(picture: QrCode) -> segno.QRCode:
    return segno.make_qr(picture.text, error=LEVEL)
