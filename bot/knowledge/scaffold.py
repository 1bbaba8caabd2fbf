"""Starts a new topic: a file in every language with texts to fill in, and its line in the manifest.

The check calls every text that is still to be written a fault, so that a half-made topic never goes out.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

from bot.knowledge.base import files as check_files
from bot.knowledge.base.entry import Words
from bot.knowledge.base.files import as_map
from bot.knowledge.base.yaml_safe import Document
from bot.knowledge.check import words as check_words
from bot.knowledge.check.topics import FEWEST_VARIANTS

REVIEW_AFTER = dt.timedelta(days=182)
"""A new topic is looked at again after half a year, as those that cite law are."""

_ID = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")


class CannotScaffold(Exception):
    """A topic cannot be started; the words for `code` stand under `check.new.<code>`."""

    def __init__(self, code: str, **values: str) -> None:
        self.code = code
        self.values = values
        super().__init__(" ".join((code, *values.values())))

    def worded(self, words: Words, lang: str) -> str:
        """Return the sentence that tells the curator what is wrong, or the bare code."""
        key = f"check.new.{self.code}"
        return words.say(lang, key, **self.values) if words.has(lang, key) else str(self)


def new_topic(root: Path, topic_id: str, today: dt.date | None = None) -> tuple[Path, ...]:
    """Write the files of a new topic and its line in the manifest; return the paths, manifest last.

    Raises CannotScaffold when the id is no good, its group is unknown, or the topic exists; then nothing
    is written.
    """
    files = check_files.read_all(root)
    words = check_words.load_words(files)
    _must_be_possible(files, topic_id)
    languages = (*files.languages(), *files.languages(required=False))
    texts = {
        root / lang / "topics" / f"{topic_id}.yaml": _text(words, lang, today or dt.date.today())
        for lang in languages
    }
    manifest = root / "manifest.yaml"
    texts[manifest] = _with_line(manifest.read_text("utf-8"), files.manifest, topic_id)
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return tuple(texts)


def _must_be_possible(files: check_files.Files, topic_id: str) -> None:
    groups = as_map(as_map(files.manifest.value).get("topics"))
    group = topic_id.partition(".")[0]
    if not groups:
        raise CannotScaffold("no_manifest")
    if not _ID.fullmatch(topic_id):
        raise CannotScaffold("bad_id", topic=topic_id)
    if not as_map(groups.get(group)):
        raise CannotScaffold("unknown_group", group=group, known=", ".join(groups))
    if topic_id in groups[group] or any(id == topic_id for _, id in files.topics):
        raise CannotScaffold("exists", topic=topic_id)


def _with_line(text: str, manifest: Document, topic_id: str) -> str:
    """Return the manifest's text with the topic at the end of its group; comments stay as they are."""
    group = topic_id.partition(".")[0]
    inside = [line for way, line in manifest.lines.items() if way[:2] == ("topics", group) and len(way) > 2]
    lines = text.split("\n")
    last = max(inside)
    first = lines[min(inside) - 1]
    indent = first[: len(first) - len(first.lstrip())]
    return "\n".join((*lines[:last], f"{indent}{topic_id}: {{}}", *lines[last:]))


def _text(words: Words, lang: str, today: dt.date) -> str:
    def todo(key: str) -> str:
        key = f"check.new.todo.{key}"
        return f"TODO: {words.say(lang, key)}" if words.has(lang, key) else "TODO"

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)  # what JSON quotes, YAML reads

    asked = (f"{todo('variants')} ({number})" for number in range(1, FEWEST_VARIANTS + 1))
    variants = "\n".join(f"  - {quoted(text)}" for text in asked)
    return f"""\
question: {quoted(todo("question"))}
answer: >-
  {todo("answer")}
more: |-
  {todo("more")}
plain: >-
  {todo("plain")}
example: >-
  {todo("example")}
do:
  - {quoted(todo("do"))}
variants:
{variants}
sources:
  - {{id: TODO, section: TODO}}
related: [TODO]
owner: coordinator
reviewed: {today}
review_by: {today + REVIEW_AFTER}
"""
