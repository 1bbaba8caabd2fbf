"""The lines that the guard learns from and is scored on: who wrote them, and what they are."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from tools import everyday

SET = Path("tests/guard_set")
LISTS = ("", "_2", "_3", "_4", "_5")
DANGER, IDENTIFYING, HARMLESS = "danger", "identifying", "harmless"
FAR = "far"
"""Who wrote what is nowhere near: the knowledge base itself, sentences of every day."""
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
            found += [topic["question"], topic["answer"], topic.get("more") or "", *topic.get("do", [])]
            found += topic["variants"]
    return found


def danger() -> list[Labelled]:
    """Return the lines for danger: handwritten lists, blind authors' lines, and harmless ones."""
    found: list[Labelled] = []
    for end in LISTS:
        found += [Labelled(line, DANGER, f"acute{end}") for line in text(f"acute{end}")]
        found += [Labelled(line, HARMLESS, f"acute{end}") for line in text(f"not_acute{end}")]
    found += written("danger")
    found += [Labelled(line.text, HARMLESS, FAR) for line in identity() if not _TELLS.search(line.text)]
    return [*found, *far()]


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
    return [Labelled(line, HARMLESS, FAR) for line in (*lines, *asked())]


def asked(authors: Collection[str] = ()) -> list[str]:
    """Return what other authors asked the assistant, or some of them: cases that are told are no danger."""
    files = sorted(Path("knowledge_base/utterances").glob("*.jsonl"))
    some = [file for file in files if not authors or file.stem in authors]
    return [row["q"] for file in some for row in rows(file) if "privacy.danger" not in row["topics"]]
