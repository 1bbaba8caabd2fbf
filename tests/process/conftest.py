"""Says at the end what the kill tests counted."""

from __future__ import annotations

import pytest

COUNTED = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print each counted line."""
    for line in config.stash.get(COUNTED, []):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def kills(pytestconfig: pytest.Config) -> list[str]:
    """Return the list to which a kill test adds what it counted."""
    return pytestconfig.stash.setdefault(COUNTED, [])
