"""python -m tools.score: how good the answers are, into docs/quality.md.

The blind questions (`tests/blind`) were written by people who saw neither the base nor the code, and are read
by this alone. Beside them stand the figures on the questions of authors that the search was made without, as
`make calibrate` found them. Other files of questions may be given as arguments; then nothing is written.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import app as house
from bot.knowledge import loader
from bot.safety import inspect
from bot.settings import read
from tools.safety.lines import DANGER, IDENTIFYING, labelled
from tools.score import guard
from tools.score.sections import said, talks

BLIND = Path("tests/blind")
FILES = ("questions9.jsonl",)
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
        """The first topic shown at once is a right one (so is a dialog that a right topic starts)."""
        return self.outcome in {*AT_ONCE, "dialog"} and bool(self.topics) and self.topics[0] in self.gold

    @property
    def offered(self) -> bool:
        """A right topic is shown at once or among what is offered."""
        return self.right or any(topic in self.gold for topic in self.topics)

    @property
    def surely_wrong(self) -> bool:
        """A sure answer was given, and it is another one."""
        return self.outcome == "answer" and not self.right


AT_ONCE = ("answer", "likely")


def ask_all(files: Sequence[Path]) -> list[Scored]:
    """Ask every question of the files, as `python -m bot ask --jsonl` does."""
    knowledge = house.know(read(log_level="error"))
    scored = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            began = time.perf_counter()
            outcome = house.ask(knowledge, row["q"])
            seconds = time.perf_counter() - began
            scored.append(
                Scored(
                    text=row["q"],
                    lang=row["lang"],
                    style=row["style"],
                    gold=tuple(map(knowledge.base.current, row["topics"])),
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
        "| | questions | right at once | of these sure | at once or offered | surely wrong | not known "
        "| other |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    shown = {*AT_ONCE, "choices", "unknown", "dialog"}
    for name in ("all", *sorted({key(row) for row in rows})):
        some = [row for row in rows if name in ("all", key(row))]
        cells = (
            share(some, lambda row: row.right),
            share(some, lambda row: row.right and row.outcome != "likely"),
            share(some, lambda row: row.offered),
            share(some, lambda row: row.surely_wrong),
            share(some, lambda row: row.outcome == "unknown"),
            share(some, lambda row: row.outcome not in shown),
        )
        lines.append(f"| {name} | {len(some)} | " + " | ".join(f"{cell:.1f} %" for cell in cells) + " |")
    return lines


def development(figures: Mapping[str, float]) -> list[str]:
    """Return a Markdown table of the figures on authors left out, one row per way of searching."""
    names = ("at_once", "sure", "offered", "surely_wrong", "outside_sure", "outside_likely")
    heads = "right at once | of these sure | at once or offered | surely wrong | outside: sure | as likely"
    lines = [f"| | {heads} |", "|---|---:|---:|---:|---:|---:|---:|"]
    for way, called in WAYS.items():
        cells = " | ".join(f"{100 * figures.get(f'{way}.{name}', 0.0):.1f} %" for name in names)
        lines.append(f"| {called} | {cells} |")
    return lines


WAYS = {"adapted": "both encoders", "dense": "the bundled encoder alone", "lexical": "letters alone"}


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


def blind_guard() -> list[str]:
    """Return the section on blind lines for the guard: what it found, and raised for nothing."""
    embed = guard.embedder()
    table = []
    for name, label in (("danger", DANGER), ("identifying", IDENTIFYING)):
        lines = list(labelled(BLIND / f"{name}.jsonl"))
        for lang in ("all", "nb", "nn", "en"):
            some = [line for line in lines if lang in ("all", line.lang)]
            stopped = {True: 0, False: 0}
            for line in some:
                seen = inspect(line.text, embed(line.text))
                hit = seen.danger is not None if label == DANGER else bool(seen.identifying)
                stopped[line.label == label] += hit
            meant = sum(line.label == label for line in some)
            found, alarms = stopped[True] / meant, stopped[False] / (len(some) - meant)
            table.append(f"| {name} | {lang} | {len(some)} | {found:.1%} | {alarms:.1%} |")
    return [
        "## The guard on blind lines",
        "",
        "| | language | lines | found | raised for nothing |",
        "|---|---|---:|---:|---:|",
        *table,
        "",
    ]


def report(rows: Sequence[Scored], figures: Mapping[str, float], today: dt.date) -> str:
    """Return the whole of docs/quality.md."""
    known = [row for row in rows if row.gold]
    others = [row for row in rows if not row.gold]
    return "\n".join(
        [
            "# Quality",
            "",
            f"Measured on {today:%d.%m.%Y} by `make score`. The blind questions (`tests/blind`) were",
            "written by people who saw neither the base nor the code; nothing learns from them, and they are",
            "read by this scoring alone (`tests/blind/README.md` says when).",
            "",
            "## Blind questions that the knowledge base answers, by language",
            "",
            *table(known, lambda row: row.lang),
            "",
            "`right at once`: a sure answer, or a likely one that is headed as a guess. `surely wrong`:",
            "another answer without a hint that it may be wrong. `other`: led to a person, small talk, an",
            "emergency, or identifying data.",
            "",
            "## By style",
            "",
            *table(known, lambda row: row.style),
            "",
            "## Blind questions that it does not answer: what they led to",
            "",
            *outside(others),
            "",
            f"{languages(known)} ({len(known)} questions, those of more than two words). {speed(rows)}",
            "",
            "## Development figures: authors left out in turn",
            "",
            *development(figures),
            "",
            "The questions of these authors are in the base; each was scored by a search made without its",
            "author.",
            "",
            *talks(read(log_level="error").knowledge),
            *said(house.know(read(log_level="error"))),
            *blind_guard(),
            *guard.report(),
        ]
    )


def main() -> None:
    """Score, print the tables, and write docs/quality.md when the blind questions were scored."""
    named = [Path(name) for name in sys.argv[1:]]
    files = named or [BLIND / name for name in FILES]
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        print(f"No questions to score: {', '.join(missing)} not found.")
        return
    settings = read(log_level="error")
    words = loader.load(settings.knowledge).words
    text = report(ask_all(files), house.calibration(settings.knowledge, words).figures, dt.date.today())
    print(text)
    if not named:
        REPORT.write_text(text, encoding="utf-8")
