"""How well the guard does on its sets: the part of docs/quality.md that `make score` takes from here."""

from __future__ import annotations

import json
from pathlib import Path

from bot.conversation.guard import acute, identifying

SET = Path("tests/guard_set")


def lines(name: str) -> list[str]:
    """Return the lines of a set, handwritten or generated."""
    text = (SET / name).read_text("utf-8").splitlines()
    return [json.loads(line)["q"] if name.endswith(".jsonl") else line for line in text if line]


ROWS = (
    ("identifying, generated", "identifying.jsonl", identifying, ""),
    ("harmless, generated", "harmless.jsonl", lambda text: identifying(text) or acute(text), ""),
    ("identifying, by hand", "identifying_by_hand.txt", identifying, ""),
    ("harmless, by hand", "harmless_by_hand.txt", lambda text: identifying(text) or acute(text), ""),
    ("identifying, fresh", "identifying_2.txt", identifying, "96.9 %"),
    ("harmless, fresh", "harmless_2.txt", lambda text: identifying(text) or acute(text), "3.7 %"),
    ("acute", "acute.txt", acute, ""),
    ("near misses", "not_acute.txt", acute, ""),
    ("acute, fresh 2", "acute_2.txt", acute, "41.0 %"),
    ("near misses, fresh 2", "not_acute_2.txt", acute, "2.9 %"),
    ("acute, fresh 3", "acute_3.txt", acute, "27.6 %, and 60.0 % with weights learned from the others"),
    ("near misses, fresh 3", "not_acute_3.txt", acute, "4.2 %, and 9.7 % with those weights"),
    ("acute, fresh 4", "acute_4.txt", acute, "84.0 %"),
    ("near misses, fresh 4", "not_acute_4.txt", acute, "26.0 %, before everyday sentences were learned"),
    ("acute, fresh 5", "acute_5.txt", acute, "80.0 %, before the bound was raised"),
    ("harmless, fresh 5", "not_acute_5.txt", acute, "20.0 %, before the bound was raised"),
)
"""Name, file, what stops a line, and the share that was stopped at first sight."""


def report() -> list[str]:
    """Return the lines of the section."""
    table = []
    for name, file, stops, first in ROWS:
        some = lines(file)
        share = 100 * sum(bool(stops(text)) for text in some) / len(some)
        table.append(f"| {name} | {len(some)} | {share:.1f} % | {first} |")
    return [
        "## The guard: identifying data and acute danger",
        "",
        "The share of lines that are stopped; for harmless lines and near misses less is better. The sets",
        "stand in `tests/guard_set`: the generated ones are made by `tools/make_guard_set.py` from names,",
        "streets and places that are on no list of the detector; the others are written by hand, in three",
        "languages, the fresh ones meant to be missed (indirect, misspelt, told of a third person, with near",
        "misses that share their words). `at first sight` is the share before the detector was mended for",
        "what it missed. Fresh 2 to 4 have been learned from since; only fresh 5 was never learned from.",
        "",
        "| set | lines | stopped | at first sight |",
        "|---|---:|---:|---|",
        *table,
        "",
        "The guard does not find everything, and says so to those it stops.",
        "",
    ]
