"""The table of the channels' contract, printed at the end of a run."""

from __future__ import annotations

import pytest

TABLE = pytest.StashKey[dict[str, dict[str, str]]]()


@pytest.fixture(scope="session")
def channel_table(pytestconfig: pytest.Config) -> dict[str, dict[str, str]]:
    """Return the table to which the contract's tests add what they saw: behaviour, channel, what it does."""
    return pytestconfig.stash.setdefault(TABLE, {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table, a behaviour a line."""
    table = config.stash.get(TABLE, {})
    for number, (behaviour, row) in enumerate(table.items()):
        if number == 0:
            terminalreporter.write_line(f"{'':24}" + "".join(f"{channel:21}" for channel in row))
        terminalreporter.write_line(f"{behaviour:24}" + "".join(f"{done:21}" for done in row.values()))
