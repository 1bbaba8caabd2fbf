"""Reads the talks of other authors: what people write under an answer, and which topics answer that.

One talk a line, one file an author: `{"lang": "nb", "talk": [{"say": "…", "topics": ["a.b"]}, …]}`. `topics`
are those that answer the message (the best first), a class without an answer such as `-about.simpler`, or
none where no topic does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.base.entry import LANGUAGES, FollowUp
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.lines import lines_in
from bot.knowledge.base.yaml_safe import fault_at


@dataclass(frozen=True, slots=True)
class Talks:
    """What was said in talks, where each stands (file and line, in the same order), and what is wrong."""

    said: tuple[FollowUp, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    faults: tuple[Fault, ...] = ()


def read_folder(folder: Path, name: str) -> Talks:
    """Read every `*.jsonl` in a folder, which may be absent; `name` is how the folder is shown."""
    said: list[FollowUp] = []
    places: list[tuple[str, int]] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("[!.]*.jsonl")):
        file = f"{name}/{path.name}"
        for number, line in lines_in(path, file, faults):
            try:
                talk = tuple(_messages(json.loads(line), path.stem))
            except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
                faults.append(fault_at(file, number, "", "bad_talk"))
            else:
                said.extend(talk)
                places.extend((file, number) for _ in talk)
    return Talks(tuple(said), tuple(places), tuple(faults))


def _messages(talk: dict[str, object], author: str) -> Iterator[FollowUp]:
    """Yield the messages of a talk. Raises TypeError, KeyError, ValueError for what is none."""
    lang, messages = talk["lang"], talk["talk"]
    if not isinstance(lang, str) or lang not in LANGUAGES or not isinstance(messages, list):
        raise ValueError(lang)
    focus = ""
    for message in messages:
        said, topics = message["say"], message["topics"]
        if not isinstance(said, str) or not said.strip() or not isinstance(topics, list):
            raise ValueError(said)
        labels = tuple(str(topic) for topic in topics)
        yield FollowUp(said.strip(), labels, focus, lang, author)
        focus = labels[0] if labels and not labels[0].startswith("-") else focus
