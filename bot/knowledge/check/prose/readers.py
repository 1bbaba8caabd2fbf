"""The rule for readers.yaml: which role asks about which topics, and what that role is never told to do."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from typing import Any

from bot.domain.person.person import Role
from bot.knowledge.base.entry import LANGUAGES
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, as_list, as_map
from bot.knowledge.base.yaml_safe import Document, Way
from bot.knowledge.check.shape import MAP, MAYBE_TEXTS, TEXTS, at, lines, not_lines, shape

ROLES = frozenset(Role)


def faults(files: Files) -> Iterator[Fault]:
    """Return what is wrong in readers.yaml itself, and every line that tells a role what it cannot do."""
    if files.readers is None:
        return
    document = files.readers
    for role in as_map(document.value):
        if role not in ROLES:
            yield document.fault((role,), "no_such_role", role=role, known=", ".join(sorted(ROLES)))
        yield from _own(document, role)
        for (lang, topic_id), topic in files.topics.items():
            if any(fnmatch(topic_id, asked) for asked in as_list(at(document, (role, "asks")))):
                yield from _told(topic, role, as_list(at(document, (role, "never_told", lang))))


def _own(document: Document, role: str) -> Iterator[Fault]:
    yield from shape(document, (role,), {"asks": TEXTS, "never_told": MAP})
    yield from not_lines(document, (role, "asks"))
    yield from shape(document, (role, "never_told"), {}, dict.fromkeys(LANGUAGES, MAYBE_TEXTS))
    for lang in LANGUAGES:
        yield from not_lines(document, (role, "never_told", lang))


def _told(topic: Document, role: str, never: list[Any]) -> Iterator[Fault]:
    """Return every line of what the role is to do that begins with a deed it cannot do."""
    part: Way = ("for", role, "do")
    way = part if at(topic, part) else ("do",)
    for spot, line in lines(topic, way):
        for permission in never:
            if isinstance(permission, str) and permission.lower() in line.lower():
                yield topic.fault(spot, "not_for_role", role=role, deed=permission)
