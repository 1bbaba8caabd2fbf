"""Every package of the lock is pinned by a hash and has a licence that was looked at."""

from __future__ import annotations

from tools.licences import LOCK, REPORT, Package, faults, locked, packages, report


def test_no_package_without_hash_or_licence() -> None:
    """What is installed is what the lock's hashes say, and may be used."""
    assert faults(packages()) == []
    assert all(locked(LOCK.read_text("utf-8")).values())


def test_the_table_is_what_the_tool_writes() -> None:
    """docs/licences.md is of this lock: `python -m tools.licences` writes it anew."""
    assert REPORT.read_text("utf-8") == report(packages())


def test_what_must_not_be_is_named() -> None:
    """A missing hash, an unknown licence, copyleft in production; copyleft in the tests' tools is let be."""
    found = [
        Package("a", "1", "MIT", True, False),
        Package("b", "1", "Secret Licence", True, True),
        Package("c", "1", "GPL-3.0-only", True, True),
        Package("d", "1", "GNU General Public License v2 (GPLv2)", False, True),
        Package("e", "1", "LGPL-3.0-only", True, True),
        Package("f", "1", "AGPL-3.0", True, True),
    ]
    assert [line.split(":")[0] for line in faults(found)] == ["a", "b", "c", "f"]


def test_a_lock_is_read() -> None:
    """A package without a hash is seen between others."""
    lock = "# made\nA.b==1 \\\n    --hash=sha256:00\nc==2\n    # via a-b\nd[x]==3 \\\n    --hash=sha256:11\n"
    assert locked(lock) == {"a-b": True, "c": False, "d": True}
