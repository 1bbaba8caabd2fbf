"""What can be sent as a photo. Source: Bot API, sendPhoto."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from .errors import bad
from .parameters import Upload

MAX_PHOTO = 10 * 2**20
"""Bytes."""

SIDES, RATIO = 10_000, 20
"""Width and height together, in pixels; the longer side by the shorter."""


def size_of(file: Upload) -> tuple[int, int]:
    """Return width and height of a photo, or refuse what is none."""
    if len(file.data) > MAX_PHOTO:
        size = len(file.data)
        raise bad(f"file of size {size} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes")
    try:
        with Image.open(BytesIO(file.data)) as image:
            image.load()
            width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError):
        raise bad("IMAGE_PROCESS_FAILED") from None
    if width + height > SIDES or max(width, height) > RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height
