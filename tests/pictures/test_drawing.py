"""What is drawn: readable as an image, the same each time, right squares, whatever a post is called."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.message.picture import Group, Look, Places, QrCode, Row
from bot.pictures import lettering, letters, png, strip
from bot.pictures.places_png import BETWEEN, BLUE, EDGE, GREY, INK, MARGIN, ORANGE, PAPER, SCALE
from bot.pictures.qr import QUIET, dark
from bot.pictures.sheet import CELL, WIDTH, Cell, Line, laid_out
from tests.deep import deep

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)
ROWS = st.builds(Row, NAMES, NAMES, st.integers(0, 40), st.integers(0, 120), st.sampled_from(Look))
GROUPS = st.lists(st.builds(Group, NAMES, st.lists(ROWS, max_size=4).map(tuple)), max_size=4).map(tuple)
LINK = "https://t.me/ips_bot?start=K7F39QXM"


def places(*rows: Row) -> Places:
    """Return a picture of these posts."""
    return Places("Ledige plasser", "Én rute for hver plass.", (Group("IPS Askøy", rows),))


def image_of(content: bytes) -> Image.Image:
    """Return a PNG, decoded."""
    with Image.open(BytesIO(content)) as image:
        assert image.format == "PNG"
        image.load()
        return image


def colours(content: bytes) -> set[str]:
    """Return the colours of a PNG."""
    found = image_of(content).convert("RGB").getcolors() or []
    return {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in found}  # type: ignore[misc]


@settings(max_examples=deep(40), deadline=None)
@given(GROUPS)
def test_any_posts_can_be_drawn(groups: tuple[Group, ...]) -> None:
    """A PNG of the right width, of few colours, the same again; nothing lies outside of it."""
    picture = Places("", "", groups)
    drawn = png(picture)
    assert drawn == png(picture)
    image, sheet = image_of(drawn), laid_out(groups)
    assert image.size == ((WIDTH + 2 * MARGIN) * SCALE, round((sheet.height + 2 * MARGIN) * SCALE))
    assert image.mode == "P"
    assert colours(drawn) <= {PAPER, INK, GREY, BLUE, ORANGE, *BETWEEN}
    edge = image.convert("L")
    assert edge.crop((0, 0, 2, image.height)).getextrema() == (255, 255)
    for mark in sheet.marks:
        assert 0 <= mark.y <= sheet.height
        if isinstance(mark, Cell):
            assert mark.width > 0
            assert mark.x + mark.width <= WIDTH


def test_it_is_small() -> None:
    """A team of four posts is a file of some kilobytes, a strip of squares less than one."""
    rows = tuple(Row(f"Jobbspesialist (post {n})", "17 av 20 opptatt, 3 ledige", 17, 20) for n in range(4))
    assert len(png(places(*rows))) < 20_000
    assert max(len(strip(Row("", "", 17, 20, look))) for look in Look) < 1_000


@pytest.mark.parametrize(
    ("look", "only", "never"),
    [
        (Look.PRESENT, {BLUE}, {GREY, ORANGE}),
        (Look.AWAY, {GREY}, {BLUE, ORANGE}),
        (Look.EMPTY, {ORANGE, GREY}, {BLUE}),
    ],
)
def test_looks_differ(look: Look, only: set[str], never: set[str]) -> None:
    """Present, away and empty differ in colour, and in shape where all colours are one."""
    drawn = {one: strip(Row("", "", 4, 20, one)) for one in Look}
    assert only <= colours(drawn[look])
    assert not never & colours(drawn[look])
    shapes = {
        one: image_of(content).convert("L").point(lambda v: 255 * (v > 200)) for one, content in drawn.items()
    }
    assert all(shapes[look].tobytes() != shapes[one].tobytes() for one in Look if one is not look)


@pytest.mark.parametrize(("taken", "all_places"), [(0, 20), (17, 20), (20, 20), (25, 20), (0, 0)])
def test_a_square_for_each_place(taken: int, all_places: int) -> None:
    """The middle of each square is filled where it is taken, and white where it is free."""
    image = image_of(strip(Row("", "", taken, all_places))).convert("RGB")
    cells = [
        mark
        for mark in laid_out((Group("", (Row("", "", taken, all_places),)),)).marks
        if isinstance(mark, Cell)
    ]
    middle = (EDGE + 1 + CELL / 2) * SCALE
    seen = [image.getpixel((round((EDGE + c.x + c.width / 2) * SCALE), round(middle))) for c in cells]
    filled, free = (0x21, 0x76, 0xD4), (255, 255, 255)
    assert seen == [filled] * taken + [free] * max(0, all_places - taken)


def test_letters_of_the_north() -> None:
    """The font has the letters of Norwegian and of Sámi names: none is drawn as a box."""
    for letter in "æøåÆØÅéè«»–čđŋšŧžČĐŊ":
        font = lettering._font(letter < "\u0100" or letter in lettering.ALSO_LATIN, 28.0, lettering.BOLD)
        assert font.getmask(letter).getbbox() != font.getmask("\uffff").getbbox(), letter


def test_a_long_line_is_made_smaller() -> None:
    """A word that is wider than the picture is drawn in smaller letters, not cut off."""
    drawn = image_of(png(places(Row("W" * 38, "n", 1, 20)))).convert("L")
    right = drawn.crop((drawn.width - MARGIN * SCALE + 2, 0, drawn.width, drawn.height))
    assert right.getextrema() == (255, 255)


def test_the_description_says_what_is_drawn() -> None:
    """Every word of the picture, and every number, stands in its description."""
    picture = places(Row("Origo", "17 av 20", 17, 20), Row("FACT", "borte", 1, 20, Look.AWAY))
    lines = [mark.text for mark in laid_out(picture.groups).marks if isinstance(mark, Line)]
    assert len(lines) == 5
    assert all(line in picture.description for line in lines)
    assert picture.description.startswith(picture.lead)


def test_letters_for_a_terminal() -> None:
    """Taken, free, away and nobody are different signs, as many as there are places."""
    rows = (Row("a", "", 2, 3), Row("b", "", 1, 3, Look.AWAY), Row("c", "", 1, 2, Look.EMPTY))
    assert letters(places(*rows)).split("\n") == ["IPS Askøy", "a", "■■□", "b", "▨□□", "c", "▨▫"]


def test_a_code_is_the_same_everywhere() -> None:
    """PNG and letters are of the same squares, with the white around that cameras need."""
    code = QrCode("QR", LINK, "d")
    squares = dark(code)
    image = image_of(png(code)).convert("L")
    step = image.width // len(squares)
    pixels = [
        [image.getpixel((x * step + 2, y * step + 2)) == 0 for x in range(len(squares))]
        for y in range(len(squares))
    ]
    assert pixels == [list(row) for row in squares]
    assert not any(any(row) for row in squares[:QUIET])
    assert any(squares[QUIET])
    assert letters(code).count("\n") + 1 == (len(squares) - 2 * QUIET + 4 + 1) // 2


@settings(max_examples=deep(30), deadline=None)
@given(
    st.text(st.sampled_from("ABCDEFGHJK23456789_"), min_size=1, max_size=40),
    st.text("KF9", min_size=8, max_size=8),
)
def test_a_code_for_any_bot(bot: str, code: str) -> None:
    """A name of any length fits into a code, drawn in less than two kilobytes."""
    made = png(QrCode("QR", f"https://t.me/{bot}?start={code}", "d"))
    assert image_of(made).width == image_of(made).height
    assert len(made) < 2_000
