"""Reads a file of one JSON object a line, whoever wrote it and with whatever program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.base.fault import Fault
from bot.knowledge.base.yaml_safe import fault_at

MOST_BYTES = 1_000_000
"""A file may not be larger."""


def lines_in(path: Path, file: str, faults: list[Fault]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, each with its number; what is wrong goes to `faults`."""
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            faults.append(fault_at(file, 1, "", "too_large", most=MOST_BYTES))
            return
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        faults.append(fault_at(file, 1, "", "not_utf8"))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line
