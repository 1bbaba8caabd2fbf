"""A `play` process that the tests of a file share, and what the kill tests counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.process.program import Playing, sqlite

COUNTED = pytest.StashKey[list[str]]()


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playing]:
    """`python -m bot play` over a new database."""
    folder = tmp_path_factory.mktemp("play")
    with Playing(sqlite(folder / "play.sqlite"), folder) as process:
        yield process


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print each counted line."""
    for line in config.stash.get(COUNTED, []):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def kills(pytestconfig: pytest.Config) -> list[str]:
    """Return the list to which a kill test adds what it counted."""
    return pytestconfig.stash.setdefault(COUNTED, [])
