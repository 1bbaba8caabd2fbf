"""The picture of a team: right squares, right words, well formed whatever a post is called."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.picture import picture
from bot.domain.message.picture import Group, Look, Row
from bot.pictures.sheet import WIDTH

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)
ROWS = st.lists(
    st.builds(Row, NAMES, NAMES, st.integers(0, 40), st.integers(0, 20), st.sampled_from(Look)), max_size=6
)


def drawn(*rows: Row) -> ET.Element:
    """Return the picture as a tree."""
    return ET.fromstring(picture("t", "Plasser", "Tallene", (Group("", rows),)))


def cells(svg: ET.Element, kind: str) -> int:
    """Return how many squares have just these classes."""
    return sum(rect.get("class") == kind for rect in svg.iter("rect"))


@pytest.mark.parametrize(("taken", "places"), [(0, 20), (17, 20), (20, 20), (3, 5), (0, 0)])
def test_a_square_for_each_place(taken: int, places: int) -> None:
    """As many filled ones as participants, as many open ones as free places."""
    svg = drawn(Row("Allmenn", "tall", taken, places))
    assert (cells(svg, "cell cell--taken"), cells(svg, "cell")) == (taken, places - taken)


def test_more_participants_than_places() -> None:
    """A post above its limit shows all of them, and no free place."""
    svg = drawn(Row("Allmenn", "tall", 25, 20))
    assert (cells(svg, "cell cell--taken"), cells(svg, "cell")) == (25, 0)


@pytest.mark.parametrize(("look", "kind"), [(Look.AWAY, "cell cell--away"), (Look.EMPTY, "cell cell--empty")])
def test_absence_and_empty_posts_differ_in_shape(look: Look, kind: str) -> None:
    """Squares of their own kind, and hatching instead of a filling: not by colour alone."""
    svg = drawn(Row("Allmenn", "tall", 4, 20, look))
    hatched = [rect for rect in svg.iter("rect") if rect.get("fill") == "url(#hatching-t)"]
    assert (cells(svg, kind), len(hatched), cells(svg, "cell cell--taken")) == (20, 4, 0)
    assert svg.find("defs/pattern[@id='hatching-t']") is not None


def test_it_is_named_and_described() -> None:
    """It is one image for a screen reader, with a title and a description; ids are its own."""
    svg = drawn(Row("Allmenn", "17 av 20", 17, 20))
    assert svg.get("role") == "img"
    titles = {node.get("id"): node.text for node in (svg.find("title"), svg.find("desc")) if node is not None}
    assert titles == {svg.get("aria-labelledby"): "Plasser", svg.get("aria-describedby"): "Tallene"}
    assert [node.text for node in svg.iter("text")] == ["Allmenn", "17 av 20"]


def test_a_long_name_takes_two_lines() -> None:
    """Nothing of it is lost, and the squares go below it."""
    name = "Jobbspesialist (Askøy lærings- og integreringssenter)"
    svg, short = drawn(Row(name, "n", 1, 20)), drawn(Row("kort", "n", 1, 20))
    lines = [node.text or "" for node in svg.iter("text")][:-1]
    assert " ".join(lines) == name
    assert len(lines) == 2
    assert float(svg.findall("rect")[0].get("y", "0")) > float(short.findall("rect")[0].get("y", "0"))


@given(ROWS)
def test_any_rows_stay_within_the_drawing(rows: list[Row]) -> None:
    """Well formed, no name breaks out of its text, nothing lies outside, no style that the policy forbids."""
    svg = drawn(*rows)
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    assert width == WIDTH
    assert {node.tag for node in svg.iter()} <= {
        "svg",
        "title",
        "desc",
        "defs",
        "pattern",
        "path",
        "rect",
        "text",
    }
    for rect in svg.findall("rect"):
        assert float(rect.get("x", "")) + float(rect.get("width", "")) <= WIDTH
        assert float(rect.get("y", "")) + float(rect.get("height", "")) <= height
        assert float(rect.get("width", "")) > 0
    assert all(float(text.get("y", "")) <= height for text in svg.findall("text"))
    assert not any(name == "style" or name.startswith("on") for node in svg.iter() for name in node.attrib)
