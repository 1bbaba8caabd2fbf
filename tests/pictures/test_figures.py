"""Figures drawn from words: readable in every language and channel, and said in words, too."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from bot.channels.web.picture import drawn
from bot.domain.message.picture import Figure, Mark
from bot.pictures import lettering, letters, png
from bot.pictures.figure_letters import WIDTH as COLUMNS
from bot.pictures.figure_sheet import PAD, WIDTH, Frame, laid_out
from bot.pictures.places_png import BETWEEN, BLUE, GREY, INK, ORANGE, PAPER, SIZES
from bot.pictures.sheet import Line, Style
from tests.handlers.talk import knowledge
from tests.pictures.test_drawing import colours

BASE = knowledge().base
NAMED = [(*place, figure) for place, figure in BASE.figures.items()]
ALL = pytest.mark.parametrize(
    "figure", [one[2] for one in NAMED], ids=[f"{lang}-{name}" for lang, name, _ in NAMED]
)


@ALL
def test_every_line_stands_within_its_box(figure: Figure) -> None:
    """Words are as wide as they are in our letters, and no line leaves the box or the drawing."""
    sheet = laid_out(figure)
    frames = [part for part in sheet.parts if isinstance(part, Frame)]
    for line in (part for part in sheet.parts if isinstance(part, Line)):
        weight = lettering.REGULAR if line.style is Style.NOTE else lettering.BOLD
        assert line.x + lettering.width(line.text, SIZES[line.style], weight) <= WIDTH - PAD / 2, line.text
        assert any(frame.y < line.y < frame.y + frame.height for frame in frames), line.text
    assert len(frames) == len(figure.boxes)
    assert frames[-1].y + frames[-1].height <= sheet.height


@ALL
def test_all_that_is_drawn_is_said(figure: Figure) -> None:
    """Who does not see it reads the same, in the web, in a terminal and below a photo."""
    words = [text for box in figure.boxes for text in (box.head, *box.lines)]
    assert all(text.rstrip(".") in figure.description for text in words)
    svg = ElementTree.fromstring(drawn("x", figure))
    assert [svg[0].text, svg[1].text] == [figure.title, figure.description]
    inside = " ".join("".join(svg.itertext()).replace("• ", "").split())
    assert all("".join(text.split()) in inside.replace(" ", "") for text in words)
    assert max(map(len, letters(figure).split("\n"))) <= COLUMNS


@ALL
def test_as_a_png_it_is_small_and_dark_on_white(figure: Figure) -> None:
    """The same each time, of few colours, some ten kilobytes."""
    content = png(figure)
    assert content == png(figure)
    assert len(content) < 40_000
    assert colours(content) <= {PAPER, INK, GREY, BLUE, ORANGE, *BETWEEN}
    marked = any(box.mark is Mark.NEVER for box in figure.boxes)
    assert (ORANGE in colours(content)) is marked


def test_what_must_never_be_is_told_by_its_shape_too() -> None:
    """Without colours a tick and a cross still differ."""
    shown = letters(BASE.figures["nb", "consent"])
    assert "✓" in shown
    assert "✗" in shown
    svg = drawn("x", BASE.figures["nb", "consent"])
    assert len({part.split('d="')[1] for part in svg.split("<") if "figure__sign" in part}) == 4


@pytest.mark.parametrize("topic", BASE.pictures)
def test_a_topic_shows_its_picture(topic: str) -> None:
    """The answer comes with it, in each language."""
    for lang in ("nb", "nn", "en"):
        assert BASE.figure(lang, BASE.pictures[topic])
