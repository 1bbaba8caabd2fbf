"""Checks a knowledge base and says everything that is wrong with it at once, file by file, line by line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bot.knowledge.base import files as check_files
from bot.knowledge.base.fault import Fault, KnowledgeFaults, worded
from bot.knowledge.base.files import Files
from bot.knowledge.check import aliases as check_aliases
from bot.knowledge.check import course as check_course
from bot.knowledge.check import directory as check_directory
from bot.knowledge.check import lists as check_lists
from bot.knowledge.check import local as check_local
from bot.knowledge.check import pictures as check_pictures
from bot.knowledge.check import topics as check_topics
from bot.knowledge.check import utterances as check_utterances
from bot.knowledge.check import variants as check_variants
from bot.knowledge.check import words as check_words
from bot.knowledge.check.prose import agreement as check_agreement
from bot.knowledge.check.prose import claims as check_claims
from bot.knowledge.check.prose import readers as check_readers
from bot.knowledge.check.prose import wording as check_wording

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
        *check_aliases.faults(files),
        *check_topics.faults(files, today or dt.date.today()),
        *check_course.faults(files),
        *check_pictures.faults(files),
        *check_agreement.faults(files),
        *check_variants.faults(files),
        *check_utterances.faults(files),
        *check_words.faults(files),
        *check_claims.faults(files),
        *check_local.faults(files, keys),
        *check_wording.faults(files),
        *check_readers.faults(files),
        *check_directory.faults(files.directory),
    )
