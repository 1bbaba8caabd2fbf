"""The rules for aliases.yaml: a topic that was merged leads to one that stands, and stands no more itself."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, as_map, entries
from bot.knowledge.check.shape import MAYBE_MAP, TEXT, kind


def faults(files: Files) -> Iterator[Fault]:
    """Return what is wrong in aliases.yaml."""
    if files.aliases is None:
        return
    document = files.aliases
    yield from kind(document, (), document.value, MAYBE_MAP)
    topics = entries(files.manifest)
    for old, new in as_map(document.value).items():
        yield from kind(document, (old,), new, TEXT)
        if isinstance(new, str) and new not in topics:
            yield document.fault((old,), "unknown_related", topic=new)
        if old in topics:
            yield document.fault((old,), "alias_stands", topic=old)
