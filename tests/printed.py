"""What a run prints below its results: what the proofs counted, the seed, and the table of the channels.

Workers of pytest-xdist send theirs to the process that prints.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.deep import SEED

COUNTED = pytest.StashKey[list[str]]()
TABLE = pytest.StashKey[dict[str, dict[str, str]]]()


@pytest.fixture(scope="session")
def counted(pytestconfig: pytest.Config) -> list[str]:
    """Return the list to which a proof adds what it counted."""
    return pytestconfig.stash.setdefault(COUNTED, [])


@pytest.fixture(scope="session")
def channel_table(pytestconfig: pytest.Config) -> dict[str, dict[str, str]]:
    """Return the table to which the contract's tests add what they saw: behaviour, channel, what it does."""
    return pytestconfig.stash.setdefault(TABLE, {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print each counted line, and the table, a behaviour a line."""
    for line in config.stash.get(COUNTED, []):
        terminalreporter.write_line(line)
    if SEED:
        terminalreporter.write_line(f"seed {SEED}; to see the same again: make prove SEED={SEED}")
    table = config.stash.get(TABLE, {})
    channels = list(dict.fromkeys(channel for row in table.values() for channel in row))
    if table:
        terminalreporter.write_line(f"{'':24}" + "".join(f"{channel:21}" for channel in channels))
    for behaviour, row in table.items():
        cells = "".join(f"{row.get(channel, '?'):21}" for channel in channels)
        terminalreporter.write_line(f"{behaviour:24}{cells}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send what a worker counted to the process that prints."""
    sent = getattr(session.config, "workeroutput", None)
    if sent is not None:
        sent["counted"] = session.config.stash.get(COUNTED, [])
        sent["table"] = session.config.stash.get(TABLE, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a worker counted."""
    sent = getattr(node, "workeroutput", {})  # nothing from one that broke down
    stash = node.config.stash
    stash.setdefault(COUNTED, []).extend(sent.get("counted", []))
    for behaviour, row in sent.get("table", {}).items():
        stash.setdefault(TABLE, {}).setdefault(behaviour, {}).update(row)
