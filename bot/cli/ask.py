"""python -m bot ask: one question, or a file of them. Nothing is stored."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import settings_of, stop

if TYPE_CHECKING:
    from bot.conversation.context import Knowing


def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    jsonl: Annotated[Path | None, typer.Option(help='Answer each line {"q": …} of a file as JSON.')] = None,
) -> None:
    """Answer one question, or a file of them. Nothing is stored."""
    from bot.app import know
    from bot.knowledge.check_fault import KnowledgeFaults

    settings = settings_of()
    try:
        knowing = know(settings)
    except KnowledgeFaults as faults:
        stop(f"The knowledge base has faults; mend them (python -m bot kb check):\n{faults}")
    if jsonl is not None:
        _ask_lines(knowing, jsonl)
    elif question is not None:
        _ask_one(knowing, question)
    else:
        stop("Give a question, or --jsonl FILE.")


def _ask_one(knowing: Knowing, question: str) -> None:
    from rich.console import Console

    from bot.app import ask as answered
    from bot.channels.terminal import show

    outcome = answered(knowing, question)
    for reply in outcome.replies:
        show(Console(highlight=False), reply, knowing.base.words, outcome.lang)


def _ask_lines(knowing: Knowing, path: Path) -> None:
    from bot.app import ask as answered

    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # other breaks may stand in a text
    except (OSError, UnicodeDecodeError) as fault:
        stop(f"Cannot read {path}: {fault}")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = str(json.loads(line)["q"])
        except (ValueError, KeyError, TypeError, RecursionError):
            stop(f'{path}:{number}: not a line {{"q": "…"}}.')
        began = time.perf_counter()
        outcome = answered(knowing, question)
        answer = {
            "q": question,
            "outcome": outcome.kind.value,
            "topics": list(outcome.topics),
            "lang": outcome.lang,
            "confidence": round(float(outcome.confidence), 4),
            "ms": round((time.perf_counter() - began) * 1000, 2),
            **({"about": outcome.about} if outcome.about else {}),
        }
        typer.echo(json.dumps(answer, ensure_ascii=False))
