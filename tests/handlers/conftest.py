"""Tells how far the consent walk came, below the results."""

from __future__ import annotations

import pytest

from tests.handlers.talk import WALKED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the count of the walk, when it was walked."""
    if walked := config.stash.get(WALKED, ""):
        terminalreporter.write_line(walked)


@pytest.fixture(scope="session")
def walked(pytestconfig: pytest.Config) -> pytest.Stash:
    """Return where the walk leaves its line."""
    return pytestconfig.stash
