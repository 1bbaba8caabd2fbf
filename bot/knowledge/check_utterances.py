"""The rules for the questions of other authors: known topics, and nothing that another line contradicts."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.check_fault import Fault
from bot.knowledge.check_files import Files, as_map, entries
from bot.knowledge.check_shape import at, lines
from bot.knowledge.check_variants import plain
from bot.knowledge.entry import ABOUT_KINDS
from bot.knowledge.lines import ABOUT, PERSON, SMALLTALK
from bot.knowledge.yaml_safe import fault_at


def faults(files: Files) -> Iterator[Fault]:
    """Return every utterance with an unknown label, or one that stands elsewhere with another meaning."""
    known = {*entries(files.manifest), PERSON, *(ABOUT + kind for kind in ABOUT_KINDS)}
    meant = dict(_own(files))
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
