"""Reads one YAML file strictly: maps with text keys, lists, texts, numbers, dates. No anchors, no tags.

Whatever is wrong becomes a fault with its line; the rest of the file is still read, so that a curator
sees everything at once. The value is built from the parser's events: aliases are refused before they
are followed, so that a small file cannot grow into a large one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from bot.domain.text.shown import HIDDEN
from bot.knowledge.base.fault import Fault

MOST_BYTES = 256_000
"""A file may not be larger: the largest real one has a tenth of this."""
MOST_DEPTH = 12

Way = tuple[str | int, ...]
"""The way to a spot in a file: map keys and places in lists."""

_HIDDEN = re.compile(f"[{HIDDEN}]")
_REMARK = re.compile(r"\s+#")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its value (None if it could not be read), where each part stands, what is wrong."""

    file: str
    value: Any = None
    lines: Mapping[Way, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def line(self, way: Way) -> int:
        """Return the line of a spot, or of the nearest spot around it that stands in the file."""
        while way and way not in self.lines:
            way = way[:-1]
        return self.lines.get(way, 1)

    def fault(self, way: Way, code: str, **values: object) -> Fault:
        """Return a fault at a spot of this file."""
        return fault_at(self.file, self.line(way), dotted(way), code, **values)


def fault_at(file: str, line: int, key: str, code: str, **values: object) -> Fault:
    """Return a fault; its values become texts."""
    return Fault(file, line, key, code, tuple((name, str(value)) for name, value in values.items()))


def dotted(way: Way) -> str:
    """Return a way as people read it; places in lists count from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in way)


def read(path: Path, file: str) -> Document:
    """Read a file; `file` is its name in faults. Never raises for what stands in the file."""
    try:
        data = path.read_bytes()
    except OSError as broken:
        return Document(file, faults=(fault_at(file, 1, "", "unreadable", problem=broken.strerror),))
    if len(data) > MOST_BYTES:
        return Document(file, faults=(fault_at(file, 1, "", "too_large", most=MOST_BYTES // 1000),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        return Document(file, faults=(fault_at(file, line, "", "not_utf8"),))
    return parse(unicodedata.normalize("NFC", text), file)  # a Mac may write å as two characters


def parse(text: str, file: str) -> Document:
    """Read YAML text; see `read`."""
    spots = tuple(_spots(text, file))
    builder = _Builder(file, text)
    try:
        value = builder.document(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as broken:
        if any(spot.code == "tab" for spot in spots):  # the cause has been named already
            return Document(file, faults=spots)
        return Document(file, faults=(*spots, _broken(broken, file)))
    return Document(file, value, MappingProxyType(builder.lines), (*spots, *builder.faults))


def _spots(text: str, file: str) -> Iterator[Fault]:
    """Find characters that must not stand in the file at all."""
    if "\t" not in text and not _HIDDEN.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            yield fault_at(file, number, "", "tab")
        if hidden := _HIDDEN.search(line):
            yield fault_at(file, number, "", "hidden_character", character=f"U+{ord(hidden[0]):04X}")


def _broken(broken: yaml.YAMLError, file: str) -> Fault:
    mark = getattr(broken, "problem_mark", None)
    problem = str(getattr(broken, "problem", None) or getattr(broken, "reason", None) or broken)
    line = mark.line + 1 if mark else 1
    if "mapping values are not allowed" in problem:
        return fault_at(file, line, "", "colon")
    return fault_at(file, line, "", "yaml", problem=" ".join(problem.split()))


class _TooDeep(yaml.YAMLError):
    """Lists within lists without end."""

    problem = "too deep"


class _Builder:
    """Builds plain values from the parser's events and notes the line of each."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.rows = text.split("\n")
        self.faults: list[Fault] = []
        self.lines: dict[Way, int] = {}
        self.resolver: Any = yaml.resolver.Resolver()
        self.constructor: Any = yaml.constructor.SafeConstructor()

    def document(self, events: Iterator[Any]) -> Any:
        """Return the value of the one document in the file."""
        value, documents = None, 0
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                documents += 1
                built = self.node(event, events, ())
                value = built if documents == 1 else value
                if documents == 2:
                    self.note(event, (), "more_documents")
        return value

    def node(self, event: Any, events: Iterator[Any], way: Way) -> Any:
        """Return the value that starts with this event."""
        if len(way) > MOST_DEPTH:
            raise _TooDeep()
        self.lines[way] = event.start_mark.line + 1
        if event.anchor is not None:
            self.note(event, way, "alias" if isinstance(event, yaml.AliasEvent) else "anchor")
        if isinstance(event, yaml.AliasEvent):
            return None
        if event.tag is not None:
            self.note(event, way, "tag", tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, way)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, way)
        return self.mapping(events, way)

    def sequence(self, events: Iterator[Any], way: Way) -> list[Any]:
        """Return the list whose start was just read."""
        values: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self.node(event, events, (*way, len(values))))
        return values

    def mapping(self, events: Iterator[Any], way: Way) -> dict[str, Any]:
        """Return the map whose start was just read; of two equal keys the first one counts."""
        values: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.key(event, events, way)
            if key in values:
                self.note(event, (*way, key), "duplicate_key")
                self.node(next(events), events, (*way, key, 0))
                continue
            values[key] = self.node(next(events), events, (*way, key))
            self.lines[(*way, key)] = event.start_mark.line + 1
        return values

    def key(self, event: Any, events: Iterator[Any], way: Way) -> str:
        """Return a key; what is no text (an unquoted yes or no, a number, a list) is a fault."""
        value = self.node(event, events, (*way, "?"))
        if isinstance(value, str):
            return value
        text = str(getattr(event, "value", "?"))
        self.note(event, (*way, text), "key_not_text", text=text)
        return text

    def scalar(self, event: Any, way: Way) -> Any:
        """Return a text, number, yes or no, date or nothing."""
        if not event.implicit[0] or not event.value:
            return event.value if event.style or event.value else None
        tag = self.resolver.resolve(yaml.ScalarNode, event.value, (True, False))
        if tag == _TEXT:
            if self.is_cut(event):
                self.note(event, way, "cut_by_hash", text=event.value[-40:])
            return event.value
        try:
            return self.constructor.construct_object(yaml.ScalarNode(tag, event.value))
        except (ValueError, yaml.YAMLError):
            self.note(event, way, "value", text=event.value)
            return None

    def is_cut(self, event: Any) -> bool:
        """Tell whether more stands behind a text, after a " #" that makes it a remark nobody reads."""
        if event.style:
            return False
        end = event.end_mark
        return any(_REMARK.match(row[end.column :]) for row in self.rows[end.line : end.line + 1])

    def note(self, event: Any, way: Way, code: str, **values: object) -> None:
        """Keep a fault at the line of this event."""
        self.faults.append(fault_at(self.file, event.start_mark.line + 1, dotted(way), code, **values))
