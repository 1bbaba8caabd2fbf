"""The rule for wording.yaml: one norm for each language, and forms that no text may have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from bot.knowledge.base.entry import LANGUAGES
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, as_list, as_map
from bot.knowledge.base.yaml_safe import Document, Way
from bot.knowledge.check.prose.claims import documents, texts
from bot.knowledge.check.shape import TEXT, TEXTS, not_lines, shape

SAID = frozenset({"question", "answer", "more", "plain", "example", "do", "for"})
"""What a topic says; the rest of it is for the search and the curators."""

QUOTED = re.compile(r"\{[^}]*\}|«[^»]*»|\"[^\"]*\"|“[^”]*”")
"""What stands in quotation marks, and the name of a place to fill, is somebody else's wording."""


def faults(files: Files) -> Iterator[Fault]:
    """Return what is wrong in wording.yaml itself, and every text that has one of its forms."""
    if files.wording is None:
        return
    yield from _own(files.wording)
    for lang in LANGUAGES:
        forms = forms_in(files.wording.value, lang)
        for document in documents(files, lang):
            for way, text in texts(document.value, ()):
                if _is_said(document, way):
                    for form, instead in found(text, forms):
                        yield document.fault(way, "wording", form=form, instead=instead)


def _is_said(document: Document, way: Way) -> bool:
    """Tell whether the assistant says this text: not what people type, nor an id, nor a place in a source."""
    if "/topics/" in document.file:
        return way[0] in SAID
    return not any(isinstance(step, int) for step in way)


def forms_in(value: Any, lang: str) -> Mapping[str, str]:
    """Return the forms of a language that are not used, with what is written instead."""
    return {
        form: entry["write"]
        for entry in as_list(as_map(value).get(lang))
        if isinstance(entry, dict) and isinstance(entry.get("write"), str)
        for form in as_list(entry.get("not"))
        if isinstance(form, str)
    }


def found(text: str, forms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Return the forms that a text has, outside quotations, with what to write."""
    if not forms:
        return
    for hit in _pattern(tuple(forms)).finditer(QUOTED.sub(" ", text)):
        yield hit[0], forms.get(hit[0]) or forms[hit[0].lower()]


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the forms; one written with a capital is meant as it is written."""
    either = (re.escape(form) if form != form.lower() else f"(?i:{re.escape(form)})" for form in forms)
    return re.compile(rf"(?<!\w)(?:{'|'.join(either)})(?!\w)")


def _own(document: Document) -> Iterator[Fault]:
    yield from shape(document, (), {}, dict.fromkeys(LANGUAGES, TEXTS))
    for lang in LANGUAGES:
        for place in range(len(as_list(as_map(document.value).get(lang)))):
            yield from shape(document, (lang, place), {"write": TEXT, "not": TEXTS}, {"why": TEXT})
            yield from not_lines(document, (lang, place, "not"))
