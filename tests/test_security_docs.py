"""docs/security.md names tests that there are: a promise whose test is gone is no promise."""

from __future__ import annotations

import re

import pytest

from tests.domain.making import ROOT

TEXT = (ROOT / "docs/security.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+\.py(?:::\w+)?)`", TEXT)))
ROWS = [
    line
    for part in TEXT.partition("## OWASP")[0].split("\n## ")[2:]
    for line in part.splitlines()
    if line.startswith("| ") and not line.startswith("| threat")
]


@pytest.mark.parametrize("named", NAMED)
def test_a_named_test_is_there(named: str) -> None:
    """The file, and in it the test or the class of tests."""
    path, _, name = named.partition("::")
    source = (ROOT / path).read_text("utf-8")
    assert not name or re.search(rf"^(?:async )?(?:def|class) {name}\b", source, re.MULTILINE)


@pytest.mark.parametrize("row", ROWS)
def test_every_threat_has_its_test(row: str) -> None:
    """Three cells, the last one with a test."""
    cells = row.strip("| ").split(" | ")
    assert len(cells) == 3
    assert "`tests/" in cells[2]
