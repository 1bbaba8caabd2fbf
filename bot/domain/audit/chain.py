"""Finds what was done to an audit trail behind the assistant's back, and says to which entries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.audit.entry import FIRST, Entry, Head, seal

MOST_COMPARED = 300
"""So many broken entries are compared with each other, to find which were swapped."""


class Break(StrEnum):
    """How a trail can be broken."""

    CHANGED = "changed"
    REWRITTEN = "rewritten"
    MISSING = "missing"
    SWAPPED = "swapped"
    ADDED = "added"
    NO_HEAD = "no_head"
    NOT_AS_NOTED = "not_as_noted"


@dataclass(frozen=True, slots=True)
class ChainFault:
    """A break, and where: from one number to another (the same for one entry; the pair when swapped)."""

    kind: Break
    first: int
    last: int


class Chain:
    """Takes a trail's entries in the order of their numbers, then tells what is wrong with it.

    `noted` is a head that was written down elsewhere earlier: against somebody who may write everything in
    the database, and seals it anew, only that helps. With `from_the_middle` the first entry need not be the
    trail's first.
    """

    def __init__(self, noted: Head | None = None, *, from_the_middle: bool = False) -> None:
        self.count = 0
        self._noted = noted
        self._noted_seen = noted is None or (noted.number == 0 and noted.hash == FIRST)
        self._from_the_middle = from_the_middle
        self._last: Entry | None = None
        self._last_whole = True
        self._broken: list[Entry] = []
        self._found: list[ChainFault] = []

    def take(self, entry: Entry) -> None:
        """Look at the next entry."""
        self.count += 1
        whole = entry.is_whole
        if not whole:
            self._broken.append(entry)
        self._link(entry, whole=whole)
        if self._noted and entry.number == self._noted.number:
            self._noted_seen = True
            if entry.hash != self._noted.hash:
                self._found.append(ChainFault(Break.NOT_AS_NOTED, entry.number, entry.number))
        self._last, self._last_whole = entry, whole

    def _link(self, entry: Entry, *, whole: bool) -> None:
        if self._last is None and self._from_the_middle:
            return
        before = self._last.number if self._last else 0
        if entry.number > before + 1:
            self._found.append(ChainFault(Break.MISSING, before + 1, entry.number - 1))
        elif whole and self._last_whole and entry.previous != (self._last.hash if self._last else FIRST):
            # both seals fit, but not to each other: the earlier one was written anew, with a new seal
            self._found.append(ChainFault(Break.REWRITTEN, max(before, 1), max(before, 1)))

    def breaks(self) -> tuple[ChainFault, ...]:
        """Return what is wrong with the entries themselves, by number, whatever the stored head says."""
        return _in_order([*self._found, *self._odd()])

    def end(self, head: Head | None) -> tuple[ChainFault, ...]:
        """Return what is wrong, by number. `head` is the stored one, None when it is gone."""
        last = self._last.number if self._last else 0
        found = [*self._found, *self._odd()]
        if head is None:
            found.append(ChainFault(Break.NO_HEAD, last, last))
        elif head.number > last:
            found.append(ChainFault(Break.MISSING, last + 1, head.number))
        elif head.number < last:
            found.append(ChainFault(Break.ADDED, head.number + 1, last))
        elif self._last and self._last_whole and head.hash != self._last.hash:
            found.append(ChainFault(Break.REWRITTEN, last, last))
        if self._noted and not self._noted_seen:
            found.append(ChainFault(Break.NOT_AS_NOTED, self._noted.number, self._noted.number))
        return _in_order(found)

    def _odd(self) -> list[ChainFault]:
        """Return for each entry whose seal does not fit: swapped with which other, or changed."""
        swapped: dict[int, int] = {}
        compared = self._broken[:MOST_COMPARED]
        for one in compared:
            other = next((o for o in compared if o.number != one.number and _belongs(one, o)), None)
            if other:
                swapped[one.number] = other.number
        pairs = {(min(a, b), max(a, b)) for a, b in swapped.items()}
        both = {number for pair in pairs for number in pair}
        changed = (e.number for e in self._broken if e.number not in both)
        return [
            *(ChainFault(Break.SWAPPED, a, b) for a, b in pairs),
            *(ChainFault(Break.CHANGED, number, number) for number in changed),
        ]


def _in_order(found: list[ChainFault]) -> tuple[ChainFault, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.first, one.last, one.kind)))


def _belongs(one: Entry, other: Entry) -> bool:
    """Tell whether what stands in one entry's place was sealed for the other's."""
    if replace(one, number=other.number).is_whole:
        return True
    return other.hash == seal(other.number, one.at, one.ref, one.action, one.thing, other.previous)
