"""The words files: flattened to dotted keys, and compared between the languages.

`words/<room>/<name>.yaml`, `answers.yaml`, `said.yaml` and `dialogs/<name>.yaml` are nested maps; those under
`words` are one map together, and no key stands in two of them. A text becomes an entry of `Words.texts`, a
list of phrases one of `Words.phrases`; the keys of a dialog start with `dialog.<name>.`, those of
`answers.yaml` (how people write answers) with `answers.`, those of `said.yaml` (what they say in a sentence
of their own) with `said.`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.knowledge.base.entry import Words, places
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, dialog_names
from bot.knowledge.base.yaml_safe import Document, Way, dotted, fault_at
from bot.knowledge.check.shape import MOST_SHOWN

TAGS = re.compile(r"<\s*[/!a-zA-Z]|&#?\w+;|javascript:", re.IGNORECASE)
"""HTML in a text: channels escape it, so that people would see the tags."""


SAME_AS = "same_as"
"""In a dialog's file: the dialog whose words it takes wherever it has none of its own."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text or a list of phrases, with where it stands."""

    document: Document
    way: Way
    value: str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flat:
    """One language's words by dotted key, and what is wrong with them."""

    leaves: Mapping[str, Leaf]
    faults: tuple[Fault, ...]


def load_words(files: Files) -> Words:
    """Return all words that can be read; what cannot is left out (the check names it)."""
    flat = {lang: _with_shared(flatten(files, lang).leaves) for lang in _spoken(files)}
    return Words(
        texts={lang: _only(leaves, str) for lang, leaves in flat.items()},
        phrases={lang: _only(leaves, tuple) for lang, leaves in flat.items()},
    )


def _spoken(files: Files) -> list[str]:
    """Return the languages that have any words."""
    return list(dict.fromkeys(lang for lang, _ in files.words))


def _with_shared(leaves: Mapping[str, Leaf]) -> Mapping[str, Leaf]:
    """Return the words with those that a dialog shares with another one (`same_as`) and has not itself."""
    shared: dict[str, Leaf] = {}
    for key, leaf in leaves.items():
        own, _, last = key.rpartition(".")
        if last == SAME_AS and isinstance(leaf.value, str):
            theirs = f"dialog.{leaf.value}."
            shared |= {
                f"{own}.{k.removeprefix(theirs)}": v for k, v in leaves.items() if k.startswith(theirs)
            }
    return {**shared, **leaves}


def _only(leaves: Mapping[str, Leaf], kind: type) -> dict[str, Any]:
    return {key: leaf.value for key, leaf in leaves.items() if isinstance(leaf.value, kind)}


def flatten(files: Files, lang: str) -> Flat:
    """Return the words of one language."""
    leaves: dict[str, Leaf] = {}
    faults: list[Fault] = []
    for prefix, document in _documents(files, lang):
        if not isinstance(document.value, dict):
            if not document.faults:
                faults.append(document.fault((), "not_a_map"))
            continue
        for way, value in _walk(document.value, ()):
            key = prefix + dotted(way)
            if (leaf := _leaf(document, way, value)) is None:
                faults.append(document.fault(way, "not_text", text=str(value)[:MOST_SHOWN]))
            elif key in leaves:
                faults.append(document.fault(way, "duplicate_key"))
            else:
                leaves[key] = leaf
    return Flat(leaves, tuple(faults))


def _documents(files: Files, lang: str) -> Iterator[tuple[str, Document]]:
    for document in files.words_in(lang).values():
        yield "", document
    if lang in files.answers:
        yield "answers.", files.answers[lang]
    if lang in files.said:
        yield "said.", files.said[lang]
    for (language, name), document in files.dialogs.items():
        if language == lang:
            yield f"dialog.{name}.", document


def _walk(value: Mapping[str, Any], way: Way) -> Iterator[tuple[Way, Any]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _walk(inner, (*way, key))
        else:
            yield (*way, key), inner


def _leaf(document: Document, way: Way, value: Any) -> Leaf | None:
    """Return a text or phrases; a whole number among phrases is what somebody types ("18")."""
    if isinstance(value, str):
        return Leaf(document, way, value)
    if isinstance(value, list) and all(isinstance(v, str | int) and not isinstance(v, bool) for v in value):
        return Leaf(document, way, tuple(str(v) for v in value))
    return None


def faults(files: Files) -> Iterator[Fault]:
    """Return what is wrong with the words: within a language, and between the languages."""
    yield from _files(files)
    flat = {lang: flatten(files, lang) for lang in _spoken(files)}
    for lang in flat:
        yield from flat[lang].faults
        for leaf in flat[lang].leaves.values():
            yield from _text_faults(leaf)
    yield from _between(files, {lang: flat[lang].leaves for lang in flat})


def _files(files: Files) -> Iterator[Fault]:
    """Every language needs its words and dialogs; a dialog that no manifest names is a slip of the pen."""
    names = dialog_names(files.manifest)
    worded = list(dict.fromkeys(name for _, name in files.words)) or ["basics/help"]
    for required in (True, False):
        code = "missing_file" if required else "missing_optional"
        for lang in files.languages(required):
            missing = [f"words/{name}.yaml" for name in worded if (lang, name) not in files.words]
            missing += [] if lang in files.none_of_these else ["none_of_these.yaml"]
            missing += [] if lang in files.answers else ["answers.yaml"]
            missing += [] if lang in files.said else ["said.yaml"]
            missing += [f"dialogs/{name}.yaml" for name in names if (lang, name) not in files.dialogs]
            for name in missing:
                yield fault_at(files.name(lang, name), 1, "", code)
    for (_, name), document in files.dialogs.items():
        if name not in names:
            yield document.fault((), "dialog_not_in_manifest", dialog=name)


def _text_faults(leaf: Leaf) -> Iterator[Fault]:
    texts = (leaf.value,) if isinstance(leaf.value, str) else leaf.value
    for text in texts:
        if TAGS.search(text):
            yield leaf.document.fault(leaf.way, "markup")
        if text.startswith("TODO"):
            yield leaf.document.fault(leaf.way, "todo")
    if isinstance(leaf.value, str) and _places(leaf.value) is None:
        yield leaf.document.fault(leaf.way, "braces")


def _places(text: str) -> frozenset[str] | None:
    """Return the {places} of a text; None when its braces are broken or hold more than a name."""
    try:
        found = places(text)
    except ValueError:
        return None
    return found if all(name.isidentifier() for name in found) else None


def _between(files: Files, flat: Mapping[str, Mapping[str, Leaf]]) -> Iterator[Fault]:
    """Compare the languages: a key that one has, every one has, with the same {places}."""
    for key in dict.fromkeys(key for leaves in flat.values() for key in leaves):
        has = {lang: leaves[key] for lang, leaves in flat.items() if key in leaves}
        first_lang, first = next(iter(has.items()))
        for lang in flat:
            if lang in has:
                yield from _differences(has[lang], first, first_lang)
            else:
                yield from _absent(files, lang, first, ", ".join(has))


def _absent(files: Files, lang: str, other: Leaf, there: str) -> Iterator[Fault]:
    """Say that a language lacks a key, at the place in its file where the key would stand.

    A whole file that is missing or cannot be read is one fault, named elsewhere.
    """
    code = "missing_word" if lang in files.languages() else "missing_optional"
    twin = other.document.file.replace(f"/{_lang_of(other.document)}/", f"/{lang}/", 1)
    own = next((d for _, d in _documents(files, lang) if d.file == twin), None)
    if own and isinstance(own.value, dict):
        yield own.fault(other.way, code, lang=lang, there=there)


def _lang_of(document: Document) -> str:
    return document.file.split("/")[1]


def _differences(leaf: Leaf, first: Leaf, first_lang: str) -> Iterator[Fault]:
    if isinstance(leaf.value, str) != isinstance(first.value, str):
        yield leaf.document.fault(leaf.way, "text_or_list", other=first_lang)
    elif isinstance(leaf.value, str) and isinstance(first.value, str):
        here, there = _places(leaf.value), _places(first.value)
        if here is not None and there is not None and here != there:
            names = ", ".join(f"{{{name}}}" for name in sorted(here ^ there))
            yield leaf.document.fault(leaf.way, "places", places=names, other=first_lang)
