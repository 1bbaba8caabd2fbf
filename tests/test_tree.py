"""The rooms: none is too full, each says what it is, and the page shows them as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.domain.making import ROOT
from tools.docs import tree

MOST = 15
"""Python files in a folder: more is a room that nobody surveys."""
LARGER = {
    "tests/fakes/bot_api": "a package that could stand alone: one file for each part of Telegram's Bot API",
    "bot/storage/migrations/versions": "one file for each version of the database, in their order",
}
FOLDERS = sorted(
    {
        path.parent
        for top in ("bot", "handlers", "tools", "tests", "bench")
        for path in (ROOT / top).rglob("*.py")
    }
)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_no_room_is_too_full(folder: Path) -> None:
    """A folder has at most fifteen Python files, unless it says why."""
    name = str(folder.relative_to(ROOT))
    assert (len(list(folder.glob("*.py"))) > MOST) == (name in LARGER)


@pytest.mark.parametrize(
    "folder",
    [room for top in tree.TOPS for room in tree.rooms(top)],
    ids=lambda room: str(room.relative_to(ROOT)),
)
def test_each_room_says_what_it_is(folder: Path) -> None:
    """The docstring of each room is what the tree shows of it."""
    assert tree.meaning(folder)


def test_the_page_shows_the_tree() -> None:
    """docs/architecture.md has every room; `python -m tools.docs.tree` writes it anew."""
    text = tree.PAGE.read_text("utf-8")
    assert tree.page(text) == text


PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_names_exists(page: Path) -> None:
    """Each file of the project that a page names by its path is there."""
    named = re.findall(r"`((?:bot|handlers|tests|tools|bench)/[\w./]+)`", page.read_text("utf-8"))
    made_up = {name for name in named if "weekly_report" in name}
    assert [name for name in named if name not in made_up and not (ROOT / name).exists()] == []


def test_decisions_have_numbers_of_their_own() -> None:
    """Two ADRs of one number cannot be told apart where the number alone is cited."""
    numbers = [path.name[:4] for path in (ROOT / "docs/adr").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))
