"""python -m tools.score: how good the answers are on the development questions, into docs/quality.md.

The questions lie outside the repository (`../shared/knowledge`, or the files given as arguments) and are
for measuring alone: nothing here or in the knowledge base learns from them.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import app as house
from bot.settings import read
from tools import guard_figures

FOLDER = Path("../shared/knowledge")
FILES = ("questions.dev.jsonl", "questions.oos.dev.jsonl")
REPORT = Path("docs/quality.md")


@dataclass(frozen=True)
class Scored:
    """A question with what it should find and what it found. `seconds` is the time of the answer."""

    text: str
    lang: str
    style: str
    gold: tuple[str, ...]
    outcome: str
    topics: tuple[str, ...]
    said: str
    seconds: float

    @property
    def right(self) -> bool:
        """The first topic of an answer is a right one (so is a dialog that a right topic starts)."""
        return self.outcome in {"answer", "dialog"} and bool(self.topics) and self.topics[0] in self.gold

    @property
    def in_three(self) -> bool:
        """A right topic is the answer or among at most three choices."""
        return self.right or (
            self.outcome in {"answer", "choices"} and any(topic in self.gold for topic in self.topics[:3])
        )

    @property
    def wrong(self) -> bool:
        """An answer was given at once, and it is another one."""
        return self.outcome == "answer" and not self.right


def ask_all(files: Sequence[Path]) -> list[Scored]:
    """Ask every question of the files, as `python -m bot ask --jsonl` does."""
    knowing = house.know(read(log_level="error"))
    scored = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            began = time.perf_counter()
            outcome = house.ask(knowing, row["q"])
            seconds = time.perf_counter() - began
            scored.append(
                Scored(
                    text=row["q"],
                    lang=row["lang"],
                    style=row["style"],
                    gold=tuple(row["topics"]),
                    outcome=outcome.kind.value,
                    topics=tuple(outcome.topics),
                    said=outcome.lang,
                    seconds=seconds,
                )
            )
    return scored


def share(rows: Sequence[Scored], fits: Callable[[Scored], bool]) -> float:
    """Return the share of rows that fit, in per cent; 0 without rows."""
    return 100 * sum(map(fits, rows)) / len(rows) if rows else 0.0


def table(rows: Sequence[Scored], key: Callable[[Scored], str]) -> list[str]:
    """Return a Markdown table of the questions that the knowledge base answers, one row per group."""
    lines = [
        "| | questions | right at once | at once or in three | wrong at once | not known | other |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name in ("all", *sorted({key(row) for row in rows})):
        some = [row for row in rows if name in ("all", key(row))]
        unknown = share(some, lambda row: row.outcome == "unknown")
        other = share(some, lambda row: row.outcome not in {"answer", "choices", "unknown", "dialog"})
        cells = (share(some, lambda row: row.right), share(some, lambda row: row.in_three))
        cells += (share(some, lambda row: row.wrong), unknown, other)
        lines.append(f"| {name} | {len(some)} | " + " | ".join(f"{cell:.1f} %" for cell in cells) + " |")
    return lines


def outside(rows: Sequence[Scored]) -> list[str]:
    """Return a Markdown table of the questions without an answer: what they led to, by style."""
    outcomes = sorted({row.outcome for row in rows})
    lines = [f"| | lines | {' | '.join(outcomes)} |", f"|---|---:|{'---:|' * len(outcomes)}"]
    for style in sorted({row.style for row in rows}):
        some = [row for row in rows if row.style == style]
        counts = (sum(row.outcome == outcome for row in some) for outcome in outcomes)
        lines.append(f"| {style} | {len(some)} | " + " | ".join(map(str, counts)) + " |")
    return lines


def languages(rows: Sequence[Scored]) -> str:
    """Return one line on the language of the answers to questions longer than two words."""
    long = [row for row in rows if len(row.text.split()) > 2]
    return f"Answered in the question's language: {share(long, lambda row: row.said == row.lang):.1f} %"


def speed(rows: Sequence[Scored]) -> str:
    """Return one line on the time of an answer in process."""
    taken = sorted(row.seconds * 1000 for row in rows)
    return f"Time: p50 {taken[len(taken) // 2]:.0f} ms, p99 {taken[int(len(taken) * 0.99)]:.0f} ms."


def report(rows: Sequence[Scored], today: dt.date) -> str:
    """Return the whole of docs/quality.md."""
    known = [row for row in rows if row.gold]
    others = [row for row in rows if not row.gold]
    return "\n".join(
        [
            "# Quality",
            "",
            f"Measured on {today:%d.%m.%Y} by `make score` on development questions by other authors, which",
            "the search never saw. Its bounds come from the base's own questions (`calibration.yaml`).",
            "",
            "## Questions that the knowledge base answers, by language",
            "",
            *table(known, lambda row: row.lang),
            "",
            "## By style",
            "",
            *table(known, lambda row: row.style),
            "",
            "`other`: led to a person, or taken for small talk, an emergency or identifying data.",
            "",
            "## Questions that it does not answer: what they led to",
            "",
            *outside(others),
            "",
            f"{languages(known)} ({len(known)} questions, those of more than two words). {speed(rows)}",
            "",
            *guard_figures.report(),
        ]
    )


def main() -> None:
    """Score, print the tables, and write docs/quality.md when the usual files were scored."""
    named = [Path(name) for name in sys.argv[1:]]
    files = named or [FOLDER / name for name in FILES]
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        print(f"No questions to score: {', '.join(missing)} not found.")
        return
    rows = ask_all(files)
    text = report(rows, dt.date.today())
    print(text)
    if not named:
        REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
