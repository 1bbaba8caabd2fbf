"""What a topic says to one role instead of what it says to all: nobody is told to do what they cannot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """What one role is told. What is empty here is told as to everybody.

    Where `answer` is its own and `plain` is not, the plain words for all do not fit: none are told.
    """

    answer: str = ""
    plain: str = ""
    do: tuple[str, ...] = ()
