"""What kind of help is needed at once."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from bot.safety.lexicon import lines


class Danger(StrEnum):
    """What kind of help is needed at once."""

    SUICIDE = "suicide"
    MEDICAL = "medical"
    VIOLENCE = "violence"
    CHILD = "child"


@cache
def _stems() -> dict[Danger, tuple[str, ...]]:
    read = (line.partition(": ") for line in lines("danger_kinds.txt"))
    return {Danger(kind): tuple(stem.strip() for stem in stems.split(",")) for kind, _, stems in read}


def kind_of(lowered: str) -> Danger:
    """Return the kind that the words of a lower-case text point to most; suicide when nothing does."""
    counts = {kind: sum(stem in lowered for stem in stems) for kind, stems in _stems().items()}
    return max(Danger, key=lambda kind: counts[kind])
