"""A fake of Microsoft's side for all tests here, and a house for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.teams.house import TeamsHouse
from tests.fakes.teams import FakeTeams


@pytest.fixture(scope="session")
def microsoft() -> Iterator[FakeTeams]:
    """Serve the fake once."""
    with FakeTeams() as fake:
        yield fake


@pytest.fixture
def fake(microsoft: FakeTeams) -> FakeTeams:
    """Return the fake as new."""
    microsoft.chats.clear()
    microsoft.calls.clear()
    microsoft.wrong.clear()
    microsoft.faults.clear()
    microsoft.closed.clear()
    microsoft.sign_in_fault = None
    microsoft.broken.clear()
    return microsoft


@pytest.fixture
def house(fake: FakeTeams) -> Iterator[TeamsHouse]:
    """Return the assistant in Teams; whatever it sent must have been right."""
    made = TeamsHouse(fake)
    yield made
    made.close()
    assert fake.wrong == []
