"""What the proofs cost, in CPU seconds of a folder: printed with `--costs`, beside what they cost last time.

CPU seconds of the tests' processes and of all that they start (user and system), so that the load of others
matters little. Workers of pytest-xdist send theirs to the process that prints.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

COSTS = pytest.StashKey[Counter[str]]()
SEEN = pytest.StashKey[float]()
"""CPU seconds at the end of the last test."""
BASELINE = Path(__file__).parent / "cpu_seconds.json"
"""CPU seconds of each folder when somebody last looked; renewed by `--costs-keep`."""

SHOWN = 10
GROWN = 1.5
"""A folder that costs this many times what it cost is told."""
NOISE_S = 3.0
"""What a folder may cost more without a word, in CPU seconds."""
_TICK = os.sysconf("SC_CLK_TCK")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what `make test` asks for."""
    group = parser.getgroup("costs")
    group.addoption("--costs", action="store_true", help="print the dearest folders, in CPU seconds")
    group.addoption("--costs-keep", action="store_true", help=f"write them to {BASELINE.name}")
    group.addoption("--costs-of-tests", metavar="FILE", help="write the CPU seconds of each test")


def tree_seconds(process: int | str = "self") -> float:
    """Return the CPU seconds of a process and all that it started, as far as they live or were waited for."""
    try:
        spent = sum(map(int, _read(f"/proc/{process}/stat").rpartition(b")")[2].split()[11:15]))
        threads = os.listdir(f"/proc/{process}/task")
    except OSError:
        return 0.0  # ended meanwhile, and counted with its parent
    children = (child for thread in threads for child in _children(f"/proc/{process}/task/{thread}"))
    return spent / _TICK + sum(tree_seconds(int(child)) for child in children)


def _children(thread: str) -> list[bytes]:
    """Return what a thread has started, nothing of one that ended meanwhile: its process goes on."""
    try:
        return _read(f"{thread}/children").split()
    except OSError:
        return []


def _read(path: str) -> bytes:
    """Return what a file of the kernel says: small, and looked at twenty thousand times."""
    file = os.open(path, os.O_RDONLY)
    try:
        return os.read(file, 1 << 16)
    finally:
        os.close(file)


def folder_of(test: str) -> str:
    """Return the folder of a test's id."""
    return str(PurePosixPath(test.partition("::")[0]).parent)


def by_folder(tests: Mapping[str, float]) -> Counter[str]:
    """Return the CPU seconds of each folder, the dearest first."""
    folders: Counter[str] = Counter()
    for test, seconds in tests.items():
        folders[folder_of(test)] += seconds  # type: ignore[assignment]
    return Counter(dict(folders.most_common()))


def grown(now: Mapping[str, float], before: Mapping[str, float]) -> list[str]:
    """Return the folders that cost half as much again as they did, or more; new ones are none."""
    return [
        folder
        for folder, seconds in now.items()
        if folder in before and seconds > max(before[folder] * GROWN, before[folder] + NOISE_S)
    ]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Count a test with all that it sets up and clears away, from where the one before it ended."""
    stash = item.config.stash
    before = stash[SEEN] if SEEN in stash else tree_seconds()
    try:
        return (yield)
    finally:
        stash[SEEN] = tree_seconds()
        stash.setdefault(COSTS, Counter())[item.nodeid] += stash[SEEN] - before  # type: ignore[assignment]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send what a worker counted to the process that prints."""
    sent = getattr(session.config, "workeroutput", None)
    if sent is not None:
        spent: Counter[str] = session.config.stash.get(COSTS, Counter())
        sent["costs"] = dict(spent)
        sent["costs_in_all"] = tree_seconds()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a worker counted."""
    sent = getattr(node, "workeroutput", {})  # nothing from one that broke down
    node.config.stash.setdefault(COSTS, Counter()).update(sent.get("costs", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the dearest folders, and those that have grown."""
    tests = config.stash.get(COSTS, Counter())
    if target := config.getoption("--costs-of-tests"):
        Path(target).write_text(json.dumps(dict(tests.most_common()), indent=1) + "\n", "utf-8")
    folders = by_folder(tests)
    if config.getoption("--costs"):
        _print(terminalreporter, folders)
    if config.getoption("--costs-keep"):
        kept = {folder: round(seconds, 1) for folder, seconds in sorted(folders.items())}
        BASELINE.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def _print(reporter: pytest.TerminalReporter, folders: Mapping[str, float]) -> None:
    before = json.loads(BASELINE.read_text("utf-8")) if BASELINE.is_file() else {}
    reporter.write_line(f"{'CPU seconds of the tests':40}{sum(folders.values()):8.0f}{'before':>10}")
    for folder, seconds in list(folders.items())[:SHOWN]:
        reporter.write_line(f"{folder:40}{seconds:8.1f}{before.get(folder, 0.0):10.1f}")
    for folder in grown(folders, before):
        reporter.write_line(
            f"warning: {folder} has grown from {before[folder]} to {folders[folder]:.1f} CPU seconds: say "
            "why in the note, and keep the new figure with `make costs`.",
            yellow=True,
        )
