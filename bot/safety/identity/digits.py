"""Groups of digits that stand together in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_CLUSTER: Final = re.compile(
    r"(?<![\w+])(?:\+\s?)?\(?\+?\d+\)?(?:[\s.\-/_()·|]{1,3}\d+)*|"
    r"\d+(?:[\s.\-/_()·|]{1,3}\d+)*"
)
_GROUP: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Groups of digits that stand together, with their places in the text."""

    text: str
    groups: tuple[tuple[str, int, int], ...]
    international: bool


def clusters(text: str) -> Iterator[Cluster]:
    """Yield the clusters of digits of a text, in order."""
    for match in _CLUSTER.finditer(text):
        base = match.start()
        groups = tuple((g.group(), base + g.start(), base + g.end()) for g in _GROUP.finditer(match.group()))
        yield Cluster(text, groups, "+" in match.group()[:3] or match.group().startswith("00"))


def windows(cluster: Cluster, total: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) of the runs of groups with `total` digits, at most `most` groups long."""
    sizes = [len(group[0]) for group in cluster.groups]
    for first in range(len(sizes)):
        digits = 0
        for last in range(first, min(first + most, len(sizes))):
            digits += sizes[last]
            if digits >= total:
                if digits == total:
                    yield first, last + 1
                break
