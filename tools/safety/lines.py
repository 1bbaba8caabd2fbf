"""The lines that the guard learns from and is scored on: who wrote them, and what they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from tools.safety import everyday

SET = Path("tests/guard_set")
LISTS = ("", "_2", "_3", "_4", "_5")
DANGER, IDENTIFYING, HARMLESS = "danger", "identifying", "harmless"
FAR = "far"
"""Who wrote what is nowhere near: the knowledge base itself, sentences of every day."""
ASKED = "asked by "
"""What the names of lists begin with that hold the questions of one author, which are nowhere near either."""
EVERYDAY = 500
_TELLS = re.compile(r"suicid|selvm|sj[øo]l[v]?m|drep|kill|overdos", re.IGNORECASE)
"""What identifies somebody is no danger, but for the few such lines that speak of it, too."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line, what it is, and by which list it came: a list is one author."""

    text: str
    label: str
    list: str
    lang: str = ""
    kind: str = ""


def text(name: str) -> list[str]:
    """Return the lines of a handwritten list."""
    return [line for line in (SET / f"{name}.txt").read_text("utf-8").splitlines() if line]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the objects of a jsonl file."""
    yield from (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())


def labelled(path: Path) -> list[Labelled]:
    """Return the lines of a jsonl file of `{"q", "lang", "label", "list", "kind"}`."""
    return [
        Labelled(row["q"], row["label"], row.get("list", path.stem), row.get("lang", ""), row.get("kind", ""))
        for row in rows(path)
    ]


def written(name: str) -> list[Labelled]:
    """Return the lines of every author who wrote for "danger" or "identifying", with their neighbours."""
    return [line for path in sorted(SET.glob(f"{name}_written*.jsonl")) for line in labelled(path)]


def base() -> list[str]:
    """Return the questions and answers of the knowledge base, without those about danger."""
    found: list[str] = []
    for path in sorted(Path("knowledge_base").glob("*/topics/*.yaml")):
        if path.stem != "privacy.danger":
            topic = yaml.safe_load(path.read_text("utf-8"))
            found += [topic["question"], *topic["variants"]]
    return found


def own(name: str) -> list[str]:
    """Return what the base says and asks; for danger its questions alone, but those about danger."""
    found: list[str] = []
    for path in sorted(Path("knowledge_base").glob("*/topics/*.yaml")):
        topic = yaml.safe_load(path.read_text("utf-8"))
        if name == "danger" and path.stem != "privacy.danger":
            found += [topic["question"], *topic["variants"]]
        elif name != "danger":
            found += [topic["question"], topic["answer"], *topic.get("do", [])]
            found += [topic.get(part) or "" for part in ("more", "plain", "example")]
            found += topic["variants"]
    return [*found, *dialogs()]


def dialogs() -> list[str]:
    """Return what the dialogs say, offer and understand as an answer."""
    found: list[str] = []
    paths = sorted(Path("knowledge_base").glob("*/dialogs/*.yaml"))
    left: list[object] = [yaml.safe_load(path.read_text("utf-8")) for path in paths]
    while left:
        part = left.pop()
        if isinstance(part, str):
            found.append(part)
        else:
            left += part.values() if isinstance(part, dict) else part if isinstance(part, list) else []
    return sorted(set(found))


def danger() -> list[Labelled]:
    """Return the lines for danger and their harmless neighbours: handwritten lists, blind authors' lines."""
    found: list[Labelled] = []
    for end in LISTS:
        found += [Labelled(line, DANGER, f"acute{end}") for line in text(f"acute{end}")]
        found += [Labelled(line, HARMLESS, f"acute{end}") for line in text(f"not_acute{end}")]
    return [*found, *written("danger")]


def no_danger() -> list[Labelled]:
    """Return the lines for what identifies somebody, which tell of no danger, but for a few left out."""
    return [replace(line, label=HARMLESS) for line in identity() if not _TELLS.search(line.text)]


def identity() -> list[Labelled]:
    """Return the lines for what identifies somebody: handwritten lists and blind authors' lines."""
    found = [Labelled(line, IDENTIFYING, "by_hand") for line in text("identifying_by_hand")]
    found += [Labelled(line, IDENTIFYING, "fresh") for line in text("identifying_2")]
    found += [Labelled(line, HARMLESS, "by_hand") for line in text("harmless_by_hand")]
    found += [Labelled(line, HARMLESS, "fresh") for line in text("harmless_2")]
    return [*found, *written("identifying")]


def far() -> list[Labelled]:
    """Return lines that are neither: the base's own, generated harmless ones, and everyday sentences."""
    some = sorted(everyday.sentences())
    lines = [*base()[::2], *some[:: max(1, len(some) // EVERYDAY)]]
    lines += [row["q"] for row in list(rows(SET / "harmless.jsonl"))[::4]]
    return [Labelled(line, HARMLESS, FAR) for line in lines]


def asked() -> list[Labelled]:
    """Return what other authors asked the assistant: cases that are told are no danger."""
    files = sorted(Path("knowledge_base/utterances").glob("*.jsonl"))
    some = [(file.stem, row["lang"], row["q"], row["topics"]) for file in files for row in rows(file)]
    for file in sorted(Path("knowledge_base/talks").glob("*.jsonl")):
        talks = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        some += [
            (file.stem, talk["lang"], one["say"], one["topics"]) for talk in talks for one in talk["talk"]
        ]
    return [
        Labelled(said, HARMLESS, f"{ASKED}{author}", lang)
        for author, lang, said, topics in some
        if "privacy.danger" not in topics
    ]
