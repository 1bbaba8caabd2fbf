"""The word lists of the guard: text files in `data/`, one or more words a line, `#` before a remark."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).resolve().parent / "data"


def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a file in `data/` that are no remarks. Raises FileNotFoundError."""
    read = (DATA / name).read_text("utf-8").splitlines()
    return tuple(line.strip() for line in read if line.strip() and not line.startswith("#"))


@cache
def words(*names: str) -> frozenset[str]:
    """Return the words of these lists, in lower case as they stand there."""
    return frozenset(word for name in names for line in lines(f"{name}.txt") for word in line.split())


@cache
def pairs(*names: str) -> frozenset[tuple[str, str]]:
    """Return the first and last word of each line of these lists."""
    return frozenset(
        (parts[0], parts[-1]) for name in names for line in lines(f"{name}.txt") if (parts := line.split())
    )
