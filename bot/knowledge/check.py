"""Checks a knowledge base and says everything that is wrong with it at once, file by file, line by line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bot.knowledge import (
    check_claims,
    check_directory,
    check_files,
    check_lists,
    check_topics,
    check_utterances,
    check_variants,
    check_words,
)
from bot.knowledge.check_fault import Fault, KnowledgeFaults, worded
from bot.knowledge.check_files import Files

__all__ = ["Fault", "KnowledgeFaults", "check", "faults_in"]


def check(root: Path, lang: str = "nb", today: dt.date | None = None) -> tuple[Fault, ...]:
    """Return every fault under `root`, sorted by file and line, worded in `lang`.

    A fault whose `warning` is true keeps nothing from working. `today` decides what is past its review
    date; without it the computer's date does.
    """
    files = check_files.read_all(root)
    return worded(faults_in(files, today), check_words.load_words(files), lang)


def faults_in(files: Files, today: dt.date | None = None) -> tuple[Fault, ...]:
    """Return every fault in files that were read, without sentences."""
    words = check_words.load_words(files)
    keys = frozenset(key for texts in words.texts.values() for key in texts)
    return (
        *check_files.own_faults(files),
        *check_lists.faults(files, keys),
        *check_topics.faults(files, today or dt.date.today()),
        *check_variants.faults(files),
        *check_utterances.faults(files),
        *check_words.faults(files),
        *check_claims.faults(files),
        *check_directory.faults(files.directory),
    )
