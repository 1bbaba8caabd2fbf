"""python -m tools.score.follow_ups FILE: how well a talk is followed.

Each line of the file is a talk as `tools.score.talks` reads it. Every message but the first is scored
after those before it, as one person's talk with the real assistant. With `-v` what went wrong is shown: not
for blind lines.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import app as house
from bot.domain.turn.outcome import Outcome, OutcomeKind
from bot.knowledge.search.training import ABOUT, NONE, SMALLTALK, is_topic
from bot.settings import read
from tools.score.talks import Turn, of_file

AT_ONCE = frozenset({OutcomeKind.ANSWER, OutcomeKind.LIKELY, OutcomeKind.DIALOG})


@dataclass(frozen=True)
class Followed:
    """A message of a talk, and what it led to."""

    turn: Turn
    outcome: Outcome

    @property
    def right(self) -> bool:
        """What was asked for came at once: a topic, more about the answer, small talk, or "not known"."""
        label, said = self.turn.labels[0], self.outcome
        if label == NONE:
            return said.kind in (OutcomeKind.UNKNOWN, OutcomeKind.PERSON)
        if label.startswith(ABOUT):
            return said.about == label.removeprefix(ABOUT)
        if label.startswith(SMALLTALK):
            return said.kind is OutcomeKind.SMALLTALK
        return said.kind in AT_ONCE and not said.about and said.topics[:1] != () and self._first

    @property
    def _first(self) -> bool:
        return self.outcome.topics[0] in self.turn.labels

    @property
    def offered(self) -> bool:
        """It came at once, or is among what is offered."""
        return self.right or (
            is_topic(self.turn.labels[0]) and any(t in self.turn.labels for t in self.outcome.topics)
        )

    @property
    def surely_wrong(self) -> bool:
        """Another answer was given without a hint that it may be wrong."""
        return self.outcome.kind is OutcomeKind.ANSWER and not self.right


def follow(file: Path) -> list[Followed]:
    """Play every talk of a file and return its messages after the first."""
    know = house.know(read(log_level="error"))
    followed = []
    for turn in of_file(file):
        if turn.first:
            asker = house.Asker(know)
        outcome = asker.ask(turn.say)
        if not turn.first:
            followed.append(Followed(turn, outcome))
    return followed


def table(rows: Sequence[Followed]) -> list[str]:
    """Return a Markdown table, one row a kind of message."""
    lines = ["| | messages | right at once | or offered | surely wrong |", "|---|---:|---:|---:|---:|"]
    kinds = {
        "follow-ups that a topic answers": [r for r in rows if is_topic(r.turn.labels[0])],
        "about the answer itself": [r for r in rows if r.turn.labels[0].startswith(ABOUT)],
        "small talk": [r for r in rows if r.turn.labels[0].startswith(SMALLTALK)],
        "answered by no topic": [r for r in rows if r.turn.labels[0] == NONE],
        **{lang: [r for r in rows if r.turn.lang == lang] for lang in ("nb", "nn", "en")},
    }
    for name, some in kinds.items():
        if some:
            shares = (
                100 * sum(fits) / len(some)
                for fits in zip(*((r.right, r.offered, r.surely_wrong) for r in some), strict=True)
            )
            lines.append(f"| {name} | {len(some)} | " + " | ".join(f"{s:.1f} %" for s in shares) + " |")
    return lines


def main() -> None:
    """Score the files named and print a table for each."""
    for name in [word for word in sys.argv[1:] if not word.startswith("-")]:
        rows = follow(Path(name))
        print("\n".join([name, *table(rows)]))
        if "-v" in sys.argv:
            for row in (row for row in rows if not row.right):
                turn, said = row.turn, row.outcome
                print(f"{turn.focus} | {turn.say} | {turn.labels} -> {said.kind} {said.about} {said.topics}")


if __name__ == "__main__":
    main()
