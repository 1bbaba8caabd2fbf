"""The rule for never_say.yaml: claims that were wrong once, and that no text may make again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.knowledge.base.entry import LANGUAGES
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, as_list, as_map
from bot.knowledge.base.yaml_safe import Document, Way
from bot.knowledge.check.shape import TEXT, TEXTS, kind, not_lines, shape

ASKED = "variants"
"""How people ask: the one place in a topic where a wrong claim may stand, as a question."""


def faults(files: Files) -> Iterator[Fault]:
    """Return what is wrong in never_say.yaml itself, and every text that makes one of its claims."""
    if files.never_say is None:
        return
    yield from _own(files.never_say)
    claims = claims_in(files.never_say.value)
    for lang in LANGUAGES:
        for document in documents(files, lang):
            for way, text in texts(document.value, ()):
                said = plain(text)
                for claim in claims[lang]:
                    if claim in said:
                        yield document.fault(way, "claim", claim=claim)


def claims_in(value: Any) -> Mapping[str, tuple[str, ...]]:
    """Return the phrases of each language, as `plain` writes them. `value` is the file's content."""
    return {
        lang: tuple(
            plain(phrase)
            for entry in as_list(value)
            for phrase in as_list(as_map(entry).get(lang))
            if isinstance(phrase, str)
        )
        for lang in LANGUAGES
    }


def plain(text: str) -> str:
    """Return the text in small letters and single blanks: neither capitals nor lines hide a claim."""
    return " ".join(text.lower().split())


def _own(document: Document) -> Iterator[Fault]:
    yield from kind(document, (), document.value, TEXTS)
    for place in range(len(as_list(document.value))):
        yield from shape(document, (place,), {"why": TEXT, **dict.fromkeys(LANGUAGES, TEXTS)})
        for lang in LANGUAGES:
            yield from not_lines(document, (place, lang))


def documents(files: Files, lang: str) -> Iterator[Document]:
    """Return the files of a language whose texts people read."""
    yield from files.words_in(lang).values()
    for some in (files.topics, files.dialogs, files.course, files.pictures):
        yield from (document for (language, _), document in some.items() if language == lang)


def texts(value: Any, way: Way) -> Iterator[tuple[Way, str]]:
    """Return every text of a file with its way, without what people ask."""
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key != ASKED:
                yield from texts(inner, (*way, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from texts(inner, (*way, place))
