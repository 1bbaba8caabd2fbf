"""python -m bot ask: one question, or a file of them. Nothing is stored."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import settings_of, stop

if TYPE_CHECKING:
    from bot.conversation.context import Knowledge


def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    jsonl: Annotated[
        Path | None, typer.Option(help='Answer each line {"q": …} or {"talk": [… , …]} of a file as JSON.')
    ] = None,
) -> None:
    """Answer one question, or a file of them. Nothing is stored."""
    from bot.app import know
    from bot.knowledge.base.fault import KnowledgeFaults

    settings = settings_of()
    try:
        knowledge = know(settings)
    except KnowledgeFaults as faults:
        stop(f"The knowledge base has faults; mend them (python -m bot kb check):\n{faults}")
    if jsonl is not None:
        _ask_lines(knowledge, jsonl)
    elif question is not None:
        _ask_one(knowledge, question)
    else:
        stop("Give a question, or --jsonl FILE.")


def _ask_one(knowledge: Knowledge, question: str) -> None:
    from rich.console import Console

    from bot.app import ask as answered
    from bot.channels.terminal import show

    outcome = answered(knowledge, question)
    for reply in outcome.replies:
        show(Console(highlight=False), replace(reply, opened=True), knowledge.base.words, outcome.lang)


def _ask_lines(knowledge: Knowledge, path: Path) -> None:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # other breaks may stand in a text
    except (OSError, UnicodeDecodeError) as fault:
        stop(f"Cannot read {path}: {fault}")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            key, messages = _asked(json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError):
            stop(f'{path}:{number}: not a line {{"q": "…"}} or {{"talk": ["…", "…"]}}.')
        asked = messages if key == "talk" else messages[0]
        typer.echo(json.dumps({key: asked, **_answer(knowledge, messages)}, ensure_ascii=False))


def _asked(line: object) -> tuple[str, list[str]]:
    """Return the key, and the messages: one, or those of a talk. Raises ValueError or KeyError."""
    if not isinstance(line, dict):
        raise ValueError("a line is an object")
    if "talk" not in line:
        return "q", [str(line["q"])]
    talk = line["talk"]
    if not isinstance(talk, list) or not talk or not all(isinstance(text, str) for text in talk):
        raise ValueError("a talk is a list of texts")
    return "talk", talk


def _answer(knowledge: Knowledge, messages: Sequence[str]) -> dict[str, object]:
    """Return what the question, or the last message of the talk, leads to."""
    from bot.app import Asker

    *before, last = messages
    asker = Asker(knowledge)
    for text in before:
        asker.ask(text)
    began = time.perf_counter()
    outcome = asker.ask(last)
    return {
        "outcome": outcome.kind.value,
        "topics": list(outcome.topics),
        "lang": outcome.lang,
        "confidence": round(float(outcome.confidence), 4),
        "ms": round((time.perf_counter() - began) * 1000, 2),
        **({"about": outcome.about} if outcome.about else {}),
    }
