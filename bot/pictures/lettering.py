"""Letters for PNG pictures: the font of the web pages, from the files that browsers get, too."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

FOLDER = Path(__file__).parents[1] / "channels" / "web" / "static" / "vendor"
FILES = {
    True: "source-sans-3-latin-wght-normal.woff2",
    False: "source-sans-3-latin-ext-wght-normal.woff2",
}
"""By whether they hold the letters that Norwegian and English use; the others have those of Sámi names."""

ALSO_LATIN = frozenset("–—‘’‚“”„†•…€™−")
REGULAR, BOLD = 400, 600


def write(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: float, weight: int, colour: str
) -> None:
    """Write a line of text; `at` is where its baseline begins, `size` in pixels."""
    x, y = at
    for plain, run in _runs(text):
        font = _font(plain, round(size, 1), weight)
        pen.text((x, y), run, colour, font, "ls")
        x += font.getlength(run)


def width(text: str, size: float, weight: int) -> float:
    """Return how wide a line of text is, in pixels."""
    return sum(_font(plain, round(size, 1), weight).getlength(run) for plain, run in _runs(text))


def _runs(text: str) -> list[tuple[bool, str]]:
    return [(plain, "".join(run)) for plain, run in groupby(text, _is_plain)]


def _is_plain(letter: str) -> bool:
    return letter < "\u0100" or letter in ALSO_LATIN


@cache
def _font(plain: bool, size: float, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FOLDER / FILES[plain], size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font
