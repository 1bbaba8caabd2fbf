"""The id of a button: whose it is, and what it stands for, in parts. Nobody else writes or reads its form."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Self

LONGEST_ID = 64
"""Bytes that the id of a button may have. Source: Telegram Bot API, InlineKeyboardButton.callback_data."""

BETWEEN = ":"
"""Stands between the parts."""

Parts = tuple[str, ...]
"""What stands in an id behind the handler's name."""

_HANDLER = re.compile(r"[a-z_]{1,20}")


class ButtonId(str):
    """An id as channels carry it: "handler:part:part"; with no parts, "handler:".

    Raises ValueError where a part would be read as two, and for an id that no channel would carry.
    """

    __slots__ = ()

    def __new__(cls, handler: str, *parts: str | int) -> Self:
        """Put the parts together."""
        if not _HANDLER.fullmatch(handler):
            raise ValueError(f"no handler is called {handler!r}")
        said = [str(part) for part in parts]
        if split := [part for part in said if BETWEEN in part]:
            raise ValueError(f"a part of an id holds what stands between them: {split[0]!r}")
        wire = BETWEEN.join((handler, *said)) if said else handler + BETWEEN
        if len(wire.encode()) > LONGEST_ID:
            raise ValueError(f"the id of a button has at most {LONGEST_ID} bytes, not {len(wire.encode())}")
        return super().__new__(cls, wire)

    @classmethod
    def read(cls, wire: str) -> Self:
        """Return an id that was kept, to the letter. Raises ValueError for what is none."""
        handler, _ = parsed(wire) or ("", ())
        if not handler or BETWEEN not in wire or len(wire.encode()) > LONGEST_ID:
            raise ValueError(f"no button has the id {wire[:LONGEST_ID]!r}")
        return super().__new__(cls, wire)

    def __reduce__(self) -> tuple[Callable[[str], Self], tuple[str]]:
        """Tell how it is copied: its parts are not put together anew."""
        return type(self).read, (str(self),)

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> dict[str, object]:
        """Tell the storage how one is read that was kept in a row: what is none is a fault there, too."""
        read = {"type": "no-info", "function": cls.read}
        return {"type": "function-after", "function": read, "schema": {"type": "str"}}

    @property
    def handler(self) -> str:
        """Whose button it is."""
        return self.partition(BETWEEN)[0]

    @property
    def parts(self) -> Parts:
        """What it stands for; an empty part at the end is none."""
        return parts_in(self)

    def then(self, *parts: str | int) -> Self:
        """Return the id of a button that says more."""
        return type(self)(self.handler, *self.parts, *parts)


def pressed(wire: str) -> ButtonId | None:
    """Return the id that came back from a button; None for what no button of ours has."""
    try:
        return ButtonId.read(wire)
    except ValueError:
        return None


def parsed(wire: str) -> tuple[str, Parts] | None:
    """Return whose button was pressed and what it stands for; None for what is no id.

    What a press carries may be longer than an id: the answers of a card come together.
    """
    handler, _, rest = wire.partition(BETWEEN)
    return (handler, parts_of(rest)) if _HANDLER.fullmatch(handler) else None


def parts_in(wire: str) -> Parts:
    """Return what an id of ours stands for."""
    return parts_of(wire.partition(BETWEEN)[2])


def parts_of(rest: str) -> Parts:
    """Return what stands behind the handler's name, in parts; an empty part at the end is none."""
    bare = rest.rstrip(BETWEEN)
    return tuple(bare.split(BETWEEN)) if bare else ()


def padded(parts: Parts, count: int) -> Parts:
    """Return the parts with "" for those that are missing; there may be more than `count`."""
    return (*parts, *("" for _ in range(count - len(parts))))


def only(parts: Parts) -> str:
    """Return the one part, "" where there is none; for several something that is no part."""
    return parts[0] if len(parts) == 1 else BETWEEN if parts else ""


def is_of(wire: str, handler: str) -> bool:
    """Tell whether an id is that of a button of this handler."""
    return wire.startswith(handler + BETWEEN)
