"""A file with everything that is kept about a person: asked for in a turn, filled in by the shell.

What was answered is remembered without the content, so that no copy of the data is made by asking for it.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.message.message import File
from bot.domain.ports.store import Said

MEDIA = "application/json"
NAME = "mine-data.json"
_PLACE = "{own data}"


def file() -> File:
    """Return the file as a handler hands it out: its content is still to come."""
    return File(NAME, MEDIA, _PLACE)


def is_wanted(said: Said) -> bool:
    """Tell whether an answer holds the file."""
    return any(one == file() for reply in said.replies for one in reply.files)


def filled(said: Said, content: str) -> Said:
    """Return the answer with the content in its file."""
    full = replace(file(), text=content)
    replies = tuple(
        replace(reply, files=tuple(full if one == file() else one for one in reply.files))
        for reply in said.replies
    )
    return replace(said, replies=replies)
