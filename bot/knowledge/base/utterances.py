"""Reads the questions of other authors: one JSON object a line, one file an author.

They stand apart from the topics' own variants because whoever measures must be able to leave out an author:
somebody who wrote ten lines makes the eleventh easy.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.knowledge.base.entry import LANGUAGES, Utterance
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.lines import lines_in
from bot.knowledge.base.yaml_safe import fault_at

_KEYS = {"q", "lang", "topics"}


@dataclass(frozen=True, slots=True)
class Utterances:
    """What was said, where each stands (file and line, in the same order), and what is wrong."""

    said: tuple[Utterance, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    faults: tuple[Fault, ...] = ()


def read_folder(folder: Path, name: str) -> Utterances:
    """Read every `*.jsonl` in a folder, which may be absent; `name` is how the folder is shown."""
    said: list[Utterance] = []
    places: list[tuple[str, int]] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("[!.]*.jsonl")):
        file = f"{name}/{path.name}"
        for number, line in lines_in(path, file, faults):
            raw = _object(line)
            if raw is None:
                faults.append(fault_at(file, number, "", "bad_utterance"))
            else:
                said.append(Utterance(raw["q"].strip(), raw["lang"], path.stem, tuple(raw["topics"])))
                places.append((file, number))
    return Utterances(tuple(said), tuple(places), tuple(faults))


def _object(line: str) -> dict[str, Any] | None:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict) or not raw.keys() >= _KEYS or raw["lang"] not in LANGUAGES:
        return None
    if not isinstance(raw["q"], str) or not raw["q"].strip() or not isinstance(raw["topics"], list):
        return None
    return raw if all(isinstance(topic, str) for topic in raw["topics"]) else None
