"""What keys a map has and what kind of value stands under each: shared by the checks of every file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.knowledge.base.fault import Fault
from bot.knowledge.base.yaml_safe import Document, Way

MOST_SHOWN = 60
"""Letters of a wrong value that a fault repeats."""


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind of value: the code of the fault when it is something else, and the test."""

    code: str
    fits: Callable[[Any], bool]
    empty: Callable[[Any], bool] = lambda value: not value


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


TEXT = ValueKind("not_text", _is_text, _is_blank)
TEXTS = ValueKind("not_a_list", lambda value: isinstance(value, list))
MAYBE_TEXTS = ValueKind("not_a_list", lambda value: isinstance(value, list), lambda value: False)
MAP = ValueKind("not_a_map", lambda value: isinstance(value, dict))
MAYBE_MAP = ValueKind("not_a_map", lambda value: isinstance(value, dict), lambda value: False)
DATE = ValueKind("not_a_date", lambda value: type(value) is dt.date, lambda value: False)
YES_NO = ValueKind("not_yes_no", lambda value: isinstance(value, bool), lambda value: False)
NUMBER = ValueKind("not_a_number", lambda value: type(value) is int, lambda value: False)


def at(document: Document, way: Way) -> Any:
    """Return the value at a way, or None when there is none."""
    value = document.value
    for step in way:
        fits = isinstance(value, dict) if isinstance(step, str) else isinstance(value, list)
        if not fits or (isinstance(value, dict) and step not in value):
            return None
        value = value[step]
    return value


def shape(
    document: Document,
    way: Way,
    needed: Mapping[str, ValueKind],
    allowed: Mapping[str, ValueKind] | None = None,
) -> Iterator[Fault]:
    """Check the map at a way: needed keys are there, no key is unknown, every value is of its kind."""
    value = at(document, way)
    if not isinstance(value, dict):
        if way or not document.faults:
            yield document.fault(way, "not_a_map")
        return
    kinds = {**needed, **(allowed or {})}
    for key in needed:
        if key not in value or value[key] is None:
            yield document.fault((*way, key), "missing_key")
    for key, inner in value.items():
        if key not in kinds:
            yield document.fault((*way, key), "unknown_key", known=", ".join(kinds))
        elif inner is not None:
            yield from kind(document, (*way, key), inner, kinds[key])


def kind(document: Document, way: Way, value: Any, wanted: ValueKind) -> Iterator[Fault]:
    """Check that one value is of its kind and not empty; lists hold texts unless checked elsewhere."""
    if not wanted.fits(value):
        yield document.fault(way, wanted.code, text=str(value)[:MOST_SHOWN])
    elif wanted.empty(value):
        yield document.fault(way, "empty")


def lines(document: Document, way: Way) -> Iterator[tuple[Way, str]]:
    """Return the texts of a list with their ways; what is no text is left to `not_lines`."""
    value = at(document, way)
    for place, line in enumerate(value if isinstance(value, list) else ()):
        if isinstance(line, str) and line.strip():
            yield (*way, place), line


def not_lines(document: Document, way: Way) -> Iterator[Fault]:
    """Check that a list holds nothing but texts: an unquoted yes, no or number is none."""
    value = at(document, way)
    for place, line in enumerate(value if isinstance(value, list) else ()):
        yield from kind(document, (*way, place), "" if line is None else line, TEXT)
