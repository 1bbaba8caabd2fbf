"""Writes a change into a copy of the knowledge base, checks it there, and takes it in when it is right."""

from __future__ import annotations

import datetime as dt
import difflib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.domain.curating.change import Kind, Proposal
from bot.knowledge.check import runner as check
from bot.knowledge.curating import edits
from bot.knowledge.scaffold import new_topic

MODEL = "encoder"
"""The folder of the encoder: nothing of it is changed, and it is large."""

NO_FILE = "/dev/null"


class NotTakenIn(Exception):
    """A change cannot be taken in: its files have a fault, or are not those that were looked at."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A change as files: the patch, and the faults that it would bring."""

    patch: str
    faults: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


def draw(root: Path, proposal: Proposal, today: dt.date, lang: str = "nb") -> Drawn:
    """Return what a change would make of the files; none of them is touched.

    Raises CannotEdit or CannotScaffold where there is nothing to change like that.
    """
    with _copy(root) as copy:
        names = _written(copy, proposal, today)
        files = tuple((name, (copy / name).read_text("utf-8")) for name in names)
        known = {str(fault) for fault in check.check(root, lang, today)}
        found = [fault for fault in check.check(copy, lang, today) if not fault.warning]
    faults = tuple(str(fault) for fault in found if str(fault) not in known)
    return Drawn("".join(_diff(root, name, text) for name, text in files), faults, files)


def take_in(root: Path, proposal: Proposal, patch: str, today: dt.date) -> tuple[str, ...]:
    """Write a change into the files, and return their names.

    Raises NotTakenIn when it has a fault, or is not the patch that was measured: then nothing is written.
    """
    drawn = draw(root, proposal, today)
    if drawn.faults:
        raise NotTakenIn("\n".join(drawn.faults))
    if _undated(drawn.patch) != _undated(patch):
        raise NotTakenIn("changed")
    for name, text in drawn.files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return tuple(name for name, _ in drawn.files)


@contextmanager
def _copy(root: Path) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "knowledge_base"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(MODEL))
        if (root / MODEL).is_dir():
            (copy / MODEL).symlink_to((root / MODEL).resolve(), target_is_directory=True)
        yield copy


def _written(root: Path, proposal: Proposal, today: dt.date) -> tuple[str, ...]:
    """Write a change under `root`; return the names of the files."""
    if proposal.kind is Kind.TOPIC:
        made = new_topic(root, proposal.topic, today)
        names = tuple(str(path.relative_to(root)) for path in made)
    else:
        names = tuple(f"{lang}/topics/{proposal.topic}.yaml" for lang, text in proposal.texts.items() if text)
    for name in names:
        path = root / name
        if not path.is_file():
            raise edits.CannotEdit(name)
        text = proposal.texts.get(name.partition("/")[0], "")
        if text:
            path.write_text(
                _edited(path.read_text("utf-8"), proposal.kind, text, today), "utf-8", newline="\n"
            )
    return names


def _edited(old: str, kind: Kind, text: str, today: dt.date) -> str:
    if kind is Kind.ANSWER:
        return edits.with_answer(old, text, today)
    questions = [line.strip() for line in text.splitlines() if line.strip()]
    return edits.with_variants(old, questions) if kind is Kind.VARIANT else edits.begun(old, questions)


def _diff(root: Path, name: str, text: str) -> str:
    """Return the change of a file as `git apply` takes it."""
    path = root / name
    old = path.read_text("utf-8").splitlines(keepends=True) if path.is_file() else []
    before = f"a/{root.name}/{name}" if old else NO_FILE
    return "".join(difflib.unified_diff(old, text.splitlines(keepends=True), before, f"b/{root.name}/{name}"))


def _undated(patch: str) -> str:
    """Return a patch without the day on which it was drawn, which may be another when it is taken in."""
    return "\n".join(line for line in patch.splitlines() if not line.startswith("+review"))
