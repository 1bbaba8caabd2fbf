"""What the encoder learns from: the base's lines as the search compares them, with their labels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.knowledge import loader
from bot.knowledge.search.normalise import Normaliser
from bot.knowledge.search.training import TrainingLine, lines_of, slips_of


@dataclass(frozen=True)
class Lessons:
    """Lines, their canonical texts, and the names of the classes; `targets` are places in `names`."""

    lines: tuple[TrainingLine, ...]
    texts: tuple[str, ...]
    names: tuple[str, ...]
    targets: tuple[tuple[int, ...], ...]

    def without(self, authors: frozenset[str]) -> list[int]:
        """Return the places of the lines that are by nobody of `authors`."""
        return [at for at, line in enumerate(self.lines) if line.author not in authors]

    def by(self, authors: frozenset[str]) -> list[int]:
        """Return the places of the lines by these authors."""
        return [at for at, line in enumerate(self.lines) if line.author in authors]


def lessons(root: Path) -> Lessons:
    """Return all lines of the base under `root`."""
    base = loader.load(root)
    lines = lines_of(base)
    wording = Normaliser((line.text for line in lines), slips_of(base))
    names = tuple(sorted({label for line in lines for label in line.labels}))
    place = {name: at for at, name in enumerate(names)}
    texts = tuple(" ".join(wording.canonical(line.text)) for line in lines)
    return Lessons(lines, texts, names, tuple(tuple(place[x] for x in line.labels) for line in lines))
