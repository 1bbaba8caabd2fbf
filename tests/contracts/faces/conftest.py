"""Each channel with the whole assistant behind it, for the contracts over all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contracts.faces.faces import Face, opened
from tests.fakes.teams import FakeTeams

CHANNELS = ("web", "terminal", "aiogram", "python-telegram-bot", "teams")


@pytest.fixture(scope="module")
def microsoft() -> Iterator[FakeTeams]:
    """Microsoft's side of Teams, once."""
    with FakeTeams() as fake:
        yield fake


@pytest.fixture(params=CHANNELS)
def face(request: pytest.FixtureRequest, microsoft: FakeTeams) -> Iterator[Face]:
    """Each channel with the whole assistant behind it."""
    microsoft.chats.clear()
    microsoft.wrong.clear()
    with opened(request.param, microsoft) as made:
        yield made
