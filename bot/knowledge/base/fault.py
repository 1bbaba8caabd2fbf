"""What is wrong in the knowledge base, as values: one fault is one line to a curator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.knowledge.base.entry import LANGUAGES, Words

WARNINGS = frozenset(
    {
        *("lix", "overdue", "missing_optional", "stray_file", "opinion_source"),
        *("wording", "not_for_role", "numbers_differ", "yes_no_differs", "many_lines"),
    }
)
"""Codes that are shown but stop nothing. Every other code keeps the base from loading."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: where it stands, what it is (`code`), and the sentence that says so.

    `line` counts from 1; `key` is the dotted way to the spot ("sources.2.id"), empty for a whole file.
    `message` is filled by `worded`; until then the code and its values stand for it.
    """

    file: str
    line: int
    key: str
    code: str
    values: tuple[tuple[str, str], ...] = ()
    message: str = field(default="", compare=False)

    @property
    def warning(self) -> bool:
        """Tell whether the base may be used in spite of this."""
        return self.code in WARNINGS

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: {self.key}: " if self.key else f"{self.file}:{self.line}: "
        return where + (self.message or self._bare())

    def _bare(self) -> str:
        return " ".join((self.code, *(f"{name}={value}" for name, value in self.values)))


class KnowledgeFaults(Exception):
    """The knowledge base cannot be used; `faults` holds everything that is wrong, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def worded(faults: Iterable[Fault], words: Words, lang: str) -> tuple[Fault, ...]:
    """Return the faults with their sentences in `lang`, sorted by file and line.

    The sentences stand in the very files that may be broken: where `lang` has none, another language's
    is taken, and where none has one the bare code is shown.
    """
    return tuple(sorted(replace(fault, message=_sentence(fault, words, lang)) for fault in faults))


def _sentence(fault: Fault, words: Words, lang: str) -> str:
    key = f"check.fault.{fault.code}"
    for language in (lang, *LANGUAGES):
        if words.has(language, key):
            try:
                return words.say(language, key).format_map(dict(fault.values))
            except (KeyError, IndexError, ValueError, AttributeError):  # a sentence with broken {places}
                continue
    return ""
