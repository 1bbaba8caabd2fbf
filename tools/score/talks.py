"""Reads talks of several authors: what people write under an answer, and what they mean by it.

One talk a line: `{"lang": "nb", "talk": [{"say": "…", "topics": ["a.b"]}, …]}`; the file is named for its
author. `topics` are those that answer the message (the best first), a class without an answer such as
`-about.simpler`, or none where no topic does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.search.training import NONE, is_topic


@dataclass(frozen=True, slots=True)
class Turn:
    """A message with what answers it, and the topic that was shown before it; `first` begins a talk."""

    say: str
    labels: tuple[str, ...]
    focus: str
    lang: str
    author: str
    first: bool = False


def turns(folder: Path) -> tuple[Turn, ...]:
    """Return every message of the talks in a folder. Raises ValueError naming a line that cannot be read."""
    return tuple(turn for path in sorted(folder.glob("*.jsonl")) for turn in of_file(path))


def of_file(path: Path) -> Iterator[Turn]:
    """Yield every message of the talks in a file. Raises ValueError naming a line that cannot be read."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            talk = json.loads(line)
            focus = ""
            for at, message in enumerate(talk["talk"]):
                labels = tuple(message["topics"]) or (NONE,)
                yield Turn(message["say"], labels, focus, talk["lang"], path.stem, at == 0)
                focus = labels[0] if is_topic(labels[0]) else focus
        except (KeyError, TypeError, ValueError) as fault:
            raise ValueError(f"{path.name}:{number}: not a talk") from fault
