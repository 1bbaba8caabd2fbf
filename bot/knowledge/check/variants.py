"""Finds questions that stand in two places: the search cannot tell which answer they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, as_map
from bot.knowledge.base.yaml_safe import Document, Way
from bot.knowledge.check.shape import at, lines

_KINDS: dict[Way, str] = {("near",): "out of scope", ("far",): "out of scope", ("own_case",): "own case"}
_APART = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Return a text as duplicates are compared: lower case, nothing but letters and digits."""
    return _APART.sub(" ", text.casefold()).strip()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with where it stands; `kind` is set for lines that belong to no topic."""

    document: Document
    way: Way
    text: str
    kind: str = ""

    @property
    def where(self) -> str:
        return f"{self.document.file}:{self.document.line(self.way)}"


def faults(files: Files) -> Iterator[Fault]:
    """Return every question that stands in two places, in any language.

    A line that no topic answers may stand in several languages, as long as it is of one kind there.
    """
    first: dict[str, _Asked] = {}
    for asked in (*_variants(files), *_none_of_these(files)):
        other = first.setdefault(plain(asked.text), asked)
        if other is not asked and not (asked.kind and asked.kind == other.kind):
            values = {"text": asked.text, "other": other.where}
            yield asked.document.fault(asked.way, "duplicate_variant", **values)
    yield from _titles(files, first)


def _variants(files: Files) -> Iterator[_Asked]:
    for document in files.topics.values():
        for way, text in lines(document, ("variants",)):
            yield _Asked(document, way, text)


def _none_of_these(files: Files) -> Iterator[_Asked]:
    for document in files.none_of_these.values():
        talk: dict[Way, str] = {
            (key, kind): f"{key} {kind}"
            for key in ("smalltalk", "about")
            for kind in as_map(at(document, (key,)))
        }
        for list_way, kind in (*_KINDS.items(), *talk.items()):
            for way, text in lines(document, list_way):
                yield _Asked(document, way, text, kind)


def _titles(files: Files, first: dict[str, _Asked]) -> Iterator[Fault]:
    """Two topics must not share a title, nor one have the other's title as a variant."""
    for document in files.topics.values():
        title = at(document, ("question",))
        if not isinstance(title, str) or not plain(title):
            continue
        other = first.setdefault(plain(title), _Asked(document, ("question",), title))
        if other.document.file.rpartition("/")[2] != document.file.rpartition("/")[2]:
            yield document.fault(("question",), "duplicate_variant", text=title, other=other.where)
