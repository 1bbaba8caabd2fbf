"""The rules for other authors' questions and talks: known topics, and nothing that another contradicts."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.base.entry import ABOUT_KINDS
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, aliases, as_map, entries
from bot.knowledge.base.yaml_safe import fault_at
from bot.knowledge.check.shape import at, lines
from bot.knowledge.check.variants import plain
from bot.knowledge.search.index import MOST_TRAINED
from bot.knowledge.search.training import ABOUT, PERSON, SMALLTALK

NEARLY_TOO_MANY = 0.9
"""The share of the lines that the search can learn from which on the check says so."""


def faults(files: Files) -> Iterator[Fault]:
    """Return every line with an unknown label, and every question that has another meaning elsewhere."""
    known = {*entries(files.manifest), *aliases(files), PERSON, *(ABOUT + kind for kind in ABOUT_KINDS)}
    for message, (file, number) in zip(files.talks.said, files.talks.places, strict=True):
        for label in message.labels:
            if label not in known and not label.startswith(SMALLTALK):
                yield fault_at(file, number, "", "unknown_related", topic=label)
    own = tuple(_own(files))
    if len(own) + len(files.utterances.said) > NEARLY_TOO_MANY * MOST_TRAINED:
        yield fault_at(files.name("utterances"), 1, "", "many_lines", most=MOST_TRAINED)
    meant = dict(own)
    for said, (file, number) in zip(files.utterances.said, files.utterances.places, strict=True):
        for label in said.labels:
            if label not in known and not label.startswith(SMALLTALK):
                yield fault_at(file, number, "", "unknown_related", topic=label)
        labels = set(said.labels)
        where, other = meant.setdefault(plain(said.text), (f"{file}:{number}", labels))
        if other != labels and not other & labels:
            yield fault_at(file, number, "", "duplicate_variant", text=said.text, other=where)


def _own(files: Files) -> Iterator[tuple[str, tuple[str, set[str]]]]:
    """Return the base's own lines: what each means, and where it stands."""
    for (_, topic), document in files.topics.items():
        for way, text in lines(document, ("variants",)):
            yield plain(text), (f"{document.file}:{document.line(way)}", {topic})
    for document in files.none_of_these.values():
        for kind, labels in (("near", set[str]()), ("far", set()), ("own_case", {PERSON})):
            for way, text in lines(document, (kind,)):
                yield plain(text), (f"{document.file}:{document.line(way)}", labels)
        for key, prefix in (("smalltalk", SMALLTALK), ("about", ABOUT)):
            for talk in as_map(at(document, (key,))):
                for way, text in lines(document, (key, talk)):
                    yield plain(text), (f"{document.file}:{document.line(way)}", {prefix + talk})
