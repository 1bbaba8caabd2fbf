"""The rules for the course: each lesson in every language, each case with one right answer, all explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.knowledge.base.course import TOPIC, TRACKS
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, as_list, as_map, entries
from bot.knowledge.base.yaml_safe import Document, Way, fault_at
from bot.knowledge.check.prose import readability
from bot.knowledge.check.shape import DATE, MAP, TEXT, TEXTS, at, kind, not_lines, shape
from bot.knowledge.check.topics import PLAIN_LANGUAGES

MOST_WORDS = 220
"""What is read in two minutes, with time to think about the case."""

MOST_LABEL = 60
"""Characters on a button."""

FEWEST, MOST = 2, 4
"""Answers to a case."""

SAME = ("sources", "picture")
NEEDED = {"title": TEXT, "text": TEXTS, "for": MAP, "case": MAP, "sources": TEXTS}
ALLOWED = {"cases": MAP, "exercises": MAP, "picture": TEXT}

_ID = re.compile(r"[a-z_]{1,20}")


def faults(files: Files) -> Iterator[Fault]:
    """Return what is wrong in the lessons; a base without a course has none."""
    if "course" not in as_map(files.manifest.value):
        return
    manifest = files.manifest
    yield from shape(manifest, ("course",), {"version": DATE, "lessons": TEXTS}, {"changed": MAP})
    yield from _changed(manifest)
    yield from not_lines(manifest, ("course", "lessons"))
    lessons = [id for id in as_list(at(manifest, ("course", "lessons"))) if isinstance(id, str)]
    for document in files.course.values():
        yield from _one(document, files, lessons)
    for lesson in lessons:
        yield from _languages(files, lesson)


def _changed(manifest: Document) -> Iterator[Fault]:
    """Check that what was changed are lessons, each with its day, none after the version of the content."""
    lessons = as_list(at(manifest, ("course", "lessons")))
    version = at(manifest, ("course", "version"))
    for lesson, day in as_map(at(manifest, ("course", "changed"))).items():
        way: Way = ("course", "changed", lesson)
        if lesson not in lessons:
            yield manifest.fault(way, "unknown_key", known=", ".join(map(str, lessons)))
        yield from kind(manifest, way, day, DATE)
        if DATE.fits(day) and DATE.fits(version) and day > version:
            yield manifest.fault(way, "changed_after", version=str(version))


def _one(document: Document, files: Files, lessons: list[str]) -> Iterator[Fault]:
    *_, lang, _, name = document.file.split("/")
    if name.removesuffix(".yaml") not in lessons:
        yield document.fault((), "lesson_not_in_manifest")
    yield from shape(document, (), NEEDED, ALLOWED)
    yield from shape(document, ("for",), dict.fromkeys(TRACKS, TEXT))
    yield from _text(document, files, lang)
    yield from _case(document, ("case",))
    for track in as_map(at(document, ("cases",))):
        if track not in TRACKS:
            yield document.fault(("cases", track), "unknown_key", known=", ".join(TRACKS))
        yield from _case(document, ("cases", track))
    for name in as_map(at(document, ("exercises",))):
        yield from shape(document, ("exercises", name), dict.fromkeys(("text", "leads_to", "why"), TEXT))
        yield from _named(document, ("exercises", name), name)
    for place in range(len(as_list(at(document, ("sources",))))):
        yield from source_faults(document, ("sources", place), as_map(files.sources.value))


def _text(document: Document, files: Files, lang: str) -> Iterator[Fault]:
    """Check that all topics exist, and that the lesson is short and easy to read."""
    said: list[str] = []
    topics = entries(files.manifest)
    for place, part in enumerate(as_list(at(document, ("text",)))):
        way: Way = ("text", place)
        if isinstance(part, str):
            yield from kind(document, way, part, TEXT)
            said.append(part)
            continue
        yield from shape(document, way, {TOPIC: TEXT})
        topic = at(document, (*way, TOPIC))
        if isinstance(topic, str) and topic not in topics:
            yield document.fault((*way, TOPIC), "unknown_related", topic=topic)
        shown = files.topics.get((lang, str(topic)))
        said.append(str(at(shown, ("answer",))) if shown else "")
    if (count := readability.words(" ".join(said))) > MOST_WORDS:
        yield document.fault(("text",), "too_long", words=count, most=MOST_WORDS)
    own = "\n".join(_sentences(document.value))
    if lang in PLAIN_LANGUAGES and (lix := readability.lix(own)) > readability.MOST_LIX:
        yield document.fault(("text",), "lix", lix=round(lix), most=readability.MOST_LIX)


def _sentences(value: Any) -> Iterator[str]:
    """Return every text of a lesson that is its own."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, Mapping) else as_list(value):
        yield from _sentences(inner)


def _case(document: Document, way: Way) -> Iterator[Fault]:
    """Check a case: two to four answers, all explained, one of them the right one."""
    yield from shape(document, way, {"ask": TEXT, "right": TEXT, "options": MAP})
    options = as_map(at(document, (*way, "options")))
    for name in options:
        yield from _named(document, (*way, "options", name), name)
        yield from shape(document, (*way, "options", name), {"label": TEXT, "why": TEXT})
        label = at(document, (*way, "options", name, "label"))
        if isinstance(label, str) and len(label) > MOST_LABEL:
            here = (*way, "options", name, "label")
            yield document.fault(here, "too_many_characters", count=len(label), most=MOST_LABEL)
    if options and not FEWEST <= len(options) <= MOST:
        yield document.fault((*way, "options"), "case_options", fewest=FEWEST, most=MOST)
    right = at(document, (*way, "right"))
    if isinstance(right, str) and right not in options:
        yield document.fault((*way, "right"), "case_right", known=", ".join(map(str, options)))


def _named(document: Document, way: Way, name: object) -> Iterator[Fault]:
    if not isinstance(name, str) or not _ID.fullmatch(name):
        yield document.fault(way, "case_name")


def source_faults(document: Document, way: Way, known: Mapping[str, object]) -> Iterator[Fault]:
    """Return what is wrong with a source that a file cites."""
    yield from shape(document, way, {"id": TEXT, "section": TEXT})
    source = at(document, (*way, "id"))
    if isinstance(source, str) and source not in known:
        yield document.fault((*way, "id"), "unknown_source", source=source, known=", ".join(known))


def _languages(files: Files, lesson: str) -> Iterator[Fault]:
    """Check that a lesson exists in every language, and that they agree in all but the words."""
    there = {lang: doc for (lang, id), doc in files.course.items() if id == lesson}
    for lang in files.languages():
        if lang not in there:
            yield fault_at(files.name(lang, "course", f"{lesson}.yaml"), 1, "", "missing_language", lang=lang)
    readable = [doc for doc in there.values() if isinstance(doc.value, dict)]
    for document in readable[1:]:
        for key in SAME:
            if at(document, (key,)) != at(readable[0], (key,)):
                yield document.fault((key,), "differs", other=readable[0].file)
        if _bones(document.value) != _bones(readable[0].value):
            yield document.fault((), "differs", other=readable[0].file)


def _bones(lesson: Mapping[str, Any]) -> object:
    """Return what the languages of a lesson share: topics, tracks, and the names of all answers."""
    cases = {"": lesson.get("case"), **as_map(lesson.get("cases"))}
    answers = {
        track: (as_map(case).get("right"), sorted(map(str, as_map(as_map(case).get("options")))))
        for track, case in cases.items()
    }
    ends = {id: as_map(each).get("leads_to") for id, each in as_map(lesson.get("exercises")).items()}
    return answers, ends, [part for part in as_list(lesson.get("text")) if not isinstance(part, str)]
