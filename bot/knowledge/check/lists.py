"""The rules for the smaller files: manifest, sources, terms, none-of-these."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.knowledge.base.entry import ABOUT_KINDS, LANGUAGES
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, as_list, as_map, entry_ways
from bot.knowledge.base.yaml_safe import Document, Way
from bot.knowledge.check.shape import MAP, MAYBE_TEXTS, TEXT, TEXTS, YES_NO, at, kind, lines, not_lines, shape

TEXT_PER_LANGUAGE = dict.fromkeys(LANGUAGES, TEXT)
TERM_LISTS = ("synonyms", "misspellings")
TERM_OPTIONAL = {**dict.fromkeys(TERM_LISTS, MAYBE_TEXTS), "topic": TEXT}


def faults(files: Files, words: frozenset[str]) -> Iterator[Fault]:
    """Return what is wrong in these files; `words` are the keys of all texts that exist."""
    yield from _manifest(files, words)
    yield from _sources(files.sources)
    if files.terms:
        yield from _terms(files.terms)
    for document in files.none_of_these.values():
        yield from _none_of_these(document)


def _manifest(files: Files, words: frozenset[str]) -> Iterator[Fault]:
    document = files.manifest
    yield from shape(document, (), {"languages": MAP, "dialogs": TEXTS, "topics": MAP}, {"course": MAP})
    yield from shape(document, ("languages",), {"required": TEXTS}, {"optional": MAYBE_TEXTS})
    yield from not_lines(document, ("dialogs",))
    for kind_of in ("required", "optional"):
        yield from _known_languages(document, ("languages", kind_of))
    for group in as_map(at(document, ("topics",))):
        if f"topics.group.{group}" not in words:
            yield document.fault(("topics", group), "unknown_group", group=group)
    seen: set[str] = set()
    for topic_id, group, way in entry_ways(document):
        if topic_id in seen:
            yield document.fault(way, "duplicate_key")
        seen.add(topic_id)
        if not topic_id.startswith(f"{group}."):
            yield document.fault(way, "wrong_group", topic=topic_id, group=group)
        if not any((lang, topic_id) in files.topics for lang in LANGUAGES):
            yield document.fault(way, "no_topic_file", topic=topic_id)
        yield from _entry(document, way, words)


def _entry(document: Document, way: Way, words: frozenset[str]) -> Iterator[Fault]:
    """Check what the manifest says of one topic: steps that have a button, languages that exist."""
    if at(document, way) is not None:
        yield from shape(document, way, {}, {"next": TEXTS, "optional": TEXTS, "picture": TEXT})
    yield from _known_languages(document, (*way, "optional"))
    yield from not_lines(document, (*way, "next"))
    for spot, step in lines(document, (*way, "next")):
        if f"{step}.button" not in words:
            yield document.fault(spot, "unknown_step", step=step)


def _known_languages(document: Document, way: Way) -> Iterator[Fault]:
    yield from not_lines(document, way)
    for spot, lang in lines(document, way):
        if lang not in LANGUAGES:
            yield document.fault(spot, "unknown_language", lang=lang, known=", ".join(LANGUAGES))


def _sources(document: Document) -> Iterator[Fault]:
    if not isinstance(document.value, dict):
        yield from shape(document, (), {})
        return
    for source in document.value:
        way = (source,)
        yield from shape(document, way, {"title": MAP}, {"url": TEXT, "note": MAP, "opinion": YES_NO})
        yield from shape(document, (*way, "title"), TEXT_PER_LANGUAGE)
        if at(document, (*way, "note")) is not None:
            yield from shape(document, (*way, "note"), TEXT_PER_LANGUAGE)
        url = at(document, (*way, "url"))
        if isinstance(url, str) and not leads_somewhere(url):
            yield document.fault((*way, "url"), "bad_url", url=url)


def leads_somewhere(url: str) -> bool:
    """Tell whether a link has the form of a web address (nothing is fetched)."""
    if any(character.isspace() or character in '<>"{}|\\^`' for character in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - raises ValueError when it is no number
    except ValueError:
        return False
    labels = host.split(".")
    return parts.scheme in ("http", "https") and len(labels) > 1 and all(labels) and not parts.username


def _terms(document: Document) -> Iterator[Fault]:
    yield from kind(document, (), document.value, TEXTS)
    for place in range(len(as_list(document.value))):
        yield from shape(document, (place,), TEXT_PER_LANGUAGE, TERM_OPTIONAL)
        for key in TERM_LISTS:
            yield from not_lines(document, (place, key))


def _none_of_these(document: Document) -> Iterator[Fault]:
    needed = {"near": TEXTS, "far": TEXTS, "own_case": TEXTS, "smalltalk": MAP}
    yield from shape(document, (), needed, {"about": MAP})
    if at(document, ("about",)) is not None:
        yield from shape(document, ("about",), {}, dict.fromkeys(ABOUT_KINDS, TEXTS))
    ways: list[Way] = [("near",), ("far",), ("own_case",)]
    ways += [("about", about) for about in as_map(at(document, ("about",)))]
    for talk in as_map(at(document, ("smalltalk",))):
        yield from kind(document, ("smalltalk", talk), at(document, ("smalltalk", talk)), TEXTS)
        ways.append(("smalltalk", talk))
    for way in ways:
        yield from not_lines(document, way)
