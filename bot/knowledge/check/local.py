"""The rules for local.yaml: what only the service knows, with the topics that show it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.base.entry import LANGUAGES
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, as_map, entries
from bot.knowledge.base.yaml_safe import Document
from bot.knowledge.check.shape import MAYBE_MAP, TEXT, TEXTS, YES_NO, at, lines, not_lines, shape

TEXT_PER_LANGUAGE = dict.fromkeys(LANGUAGES, TEXT)


def faults(files: Files, words: frozenset[str]) -> Iterator[Fault]:
    """Return what is wrong in local.yaml; `words` are the keys of all texts that exist."""
    if files.local is None:
        return
    document = files.local
    for name in as_map(document.value):
        yield from _fact(document, name, words)
        for way, topic in lines(document, (name, "topics")):
            if topic not in entries(files.manifest):
                yield document.fault(way, "unknown_related", topic=topic)


def _fact(document: Document, name: str, words: frozenset[str]) -> Iterator[Fault]:
    yield from shape(document, (name,), {"topics": TEXTS, "from": TEXT, "said": MAYBE_MAP}, {"quiet": YES_NO})
    yield from not_lines(document, (name, "topics"))
    if at(document, (name, "said")):
        yield from shape(document, (name, "said"), TEXT_PER_LANGUAGE)
    for key in (f"local.what.{name}", f"local.who.{at(document, (name, 'from'))}"):
        if key not in words:
            yield document.fault((name,), "unnamed_fact", word=key)
