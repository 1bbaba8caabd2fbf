"""A base that was found to be whole is kept as read: the next start need not parse and check it again.

What is kept counts only for the very same files and the very same program; a faulty base is never kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.knowledge.base.entry import FollowUp, Utterance
from bot.knowledge.base.files import Files
from bot.knowledge.base.talks import Talks
from bot.knowledge.base.utterances import Utterances
from bot.knowledge.base.yaml_safe import Document

PROGRAM = Path(__file__).parents[2]
READ = ("*.yaml", "*.jsonl")
MOST_KEPT = 3
"""Bases that stay; older ones are removed."""

_DATE = "$date"
_ONE = ("manifest", "sources", "directory", "terms", "never_say", "local", "wording", "readers", "aliases")
_BY_LANGUAGE = ("none_of_these", "answers", "said")
_BY_PLACE = ("topics", "words", "dialogs", "course", "pictures")


def key_of(root: Path) -> str:
    """Return what tells these files, read by this program, from all others. Raises OSError."""
    told = hashlib.sha256(str(root.resolve().name).encode())
    for path in sorted(PROGRAM.rglob("*.py")):
        seen = path.stat()
        told.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\0".encode())
    for path in sorted(path for kind in READ for path in root.rglob(kind)):
        told.update(f"{path.relative_to(root)}\0".encode())
        told.update(hashlib.sha256(path.read_bytes()).digest())
    return f"base-{told.hexdigest()[:32]}"


def load(folder: Path, key: str) -> Files | None:
    """Return the files kept under `key`, without lines and faults, or None."""
    try:
        return _files(json.loads((folder / f"{key}.json").read_text("utf-8"), object_hook=_undated))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def save(folder: Path, key: str, files: Files) -> None:
    """Keep files without faults, whole or not at all. A folder that cannot be written is no fault."""
    try:
        text = json.dumps(_plain(files), default=_dated, ensure_ascii=False, separators=(",", ":"))
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    except (OSError, TypeError, ValueError):
        return
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, folder / f"{key}.json")
    except (OSError, ValueError):
        Path(name).unlink(missing_ok=True)
        return
    with suppress(OSError):
        for old in sorted(folder.glob("base-*.json"), key=lambda file: file.stat().st_mtime)[:-MOST_KEPT]:
            old.unlink(missing_ok=True)


def _plain(files: Files) -> dict[str, Any]:
    """Return the values of all documents, by what they are."""
    said = files.utterances.said
    return {
        "folder": files.folder,
        **{name: _value(getattr(files, name)) for name in _ONE},
        **{name: {at: doc.value for at, doc in getattr(files, name).items()} for name in _BY_LANGUAGE},
        **{name: [[*at, doc.value] for at, doc in getattr(files, name).items()] for name in _BY_PLACE},
        "utterances": [[one.text, one.lang, one.author, list(one.labels)] for one in said],
        "talks": [[m.text, list(m.labels), m.focus, m.lang, m.author] for m in files.talks.said],
    }


def _value(document: Document | None) -> list[Any]:
    return [document.value] if document else []


def _files(plain: Mapping[str, Any]) -> Files:
    one = {name: Document(name, plain[name][0]) if plain[name] else None for name in _ONE}
    by_language = {
        name: {lang: Document(name, value) for lang, value in plain[name].items()} for name in _BY_LANGUAGE
    }
    by_place = {
        name: {(lang, at): Document(name, value) for lang, at, value in plain[name]} for name in _BY_PLACE
    }
    said = tuple(Utterance(text, lang, by, tuple(to)) for text, lang, by, to in plain["utterances"])
    talks = Talks(tuple(FollowUp(text, tuple(to), *rest) for text, to, *rest in plain["talks"]))
    parts: dict[str, Any] = {**one, **by_language, **by_place}
    return Files(folder=plain["folder"], utterances=Utterances(said), talks=talks, stray=(), **parts)


def _dated(value: object) -> object:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return {_DATE: value.isoformat()}
    raise TypeError(f"not kept: {type(value).__name__}")


def _undated(value: dict[str, Any]) -> Any:
    return dt.date.fromisoformat(value[_DATE]) if _DATE in value else value
