"""The rules for pictures drawn from words: in every language, short enough for a phone, with sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.domain.message.picture import Mark, Shape
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, as_list, as_map, entries
from bot.knowledge.base.yaml_safe import Document, fault_at
from bot.knowledge.check.course import source_faults
from bot.knowledge.check.shape import TEXT, TEXTS, at, not_lines, shape

NEEDED = {"title": TEXT, "lead": TEXT, "shape": TEXT, "boxes": TEXTS, "sources": TEXTS}
BOX, BOX_MAY = {"head": TEXT}, {"lines": TEXTS, "mark": TEXT}
MOST_HEAD, MOST_LINE = 40, 100
"""Characters of a heading and of a line in a box."""


def faults(files: Files) -> Iterator[Fault]:
    """Return what is wrong in the pictures, and where one is named that there is not."""
    known = dict.fromkeys(name for _, name in files.pictures)
    for document in files.pictures.values():
        yield from _one(document, files)
    for name in known:
        yield from _languages(files, name)
    for document, picture in _named(files):
        if isinstance(picture, str) and picture not in known:
            yield document.fault((), "unknown_picture", picture=picture, known=", ".join(known))


def _named(files: Files) -> Iterator[tuple[Document, object]]:
    """Return every picture that a topic or a lesson names."""
    for entry in entries(files.manifest).values():
        yield files.manifest, entry.get("picture")
    for document in files.course.values():
        yield document, as_map(document.value).get("picture")


def _one(document: Document, files: Files) -> Iterator[Fault]:
    yield from shape(document, (), NEEDED)
    if at(document, ("shape",)) not in {*Shape}:
        yield document.fault(("shape",), "unknown_key", known=", ".join(Shape))
    for place in range(len(as_list(at(document, ("boxes",))))):
        way = ("boxes", place)
        yield from shape(document, way, BOX, BOX_MAY)
        yield from not_lines(document, (*way, "lines"))
        if at(document, (*way, "mark")) not in {None, *Mark}:
            yield document.fault((*way, "mark"), "unknown_key", known=f"{Mark.MAY}, {Mark.NEVER}")
        texts = [(at(document, (*way, "head")), MOST_HEAD)]
        texts += [(line, MOST_LINE) for line in as_list(at(document, (*way, "lines")))]
        for text, most in texts:
            if isinstance(text, str) and len(text) > most:
                yield document.fault(way, "too_many_characters", count=len(text), most=most)
    for place in range(len(as_list(at(document, ("sources",))))):
        yield from source_faults(document, ("sources", place), as_map(files.sources.value))


def _languages(files: Files, name: str) -> Iterator[Fault]:
    there = {lang: doc for (lang, id), doc in files.pictures.items() if id == name}
    for lang in files.languages():
        if lang not in there:
            yield fault_at(files.name(lang, "pictures", f"{name}.yaml"), 1, "", "missing_language", lang=lang)
    readable = [doc for doc in there.values() if isinstance(doc.value, dict)]
    for document in readable[1:]:
        if _bones(document.value) != _bones(readable[0].value):
            yield document.fault((), "differs", other=readable[0].file)


def _bones(picture: dict[str, Any]) -> object:
    """Return what the languages of a picture share: all but the words."""
    boxes = [as_map(box) for box in as_list(picture.get("boxes"))]
    lines = [(box.get("mark"), len(as_list(box.get("lines")))) for box in boxes]
    return picture.get("shape"), picture.get("sources"), lines
