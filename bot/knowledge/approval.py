"""Who approved which topic: read from the topic files, and written into one and nothing else of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

from bot.knowledge.base.entry import KnowledgeBase, Topic

_REVIEWED = re.compile(r"^reviewed:.*$", re.MULTILINE)
_BY = re.compile(r"^reviewed_by:.*\n", re.MULTILINE)


def in_language(base: KnowledgeBase, lang: str) -> tuple[Topic, ...]:
    """Return the topics of one language in their order."""
    return tuple(topic for (language, _), topic in base.topics.items() if language == lang)


def approvers(topics: Iterable[Topic]) -> dict[str, tuple[str, ...]]:
    """Return the ids of approved topics by who approved them."""
    found: dict[str, tuple[str, ...]] = {}
    for topic in topics:
        if topic.reviewed_by:
            found[topic.reviewed_by] = (*found.get(topic.reviewed_by, ()), topic.id)
    return found


def approve(root: Path, topic: Topic, name: str, today: dt.date) -> Path:
    """Write into the topic's file who approved it and when; return the file."""
    path = root / topic.lang / "topics" / f"{topic.id}.yaml"
    text = _BY.sub("", path.read_text("utf-8"))
    entry = f"reviewed: {today}\nreviewed_by: {quoted(name)}"
    path.write_text(_REVIEWED.sub(lambda _: entry, text, count=1), "utf-8", newline="\n")
    return path


def comment(file: Path, topic: Topic, name: str, text: str, today: dt.date) -> None:
    """Add a remark on a topic to a file of remarks: one line each, for the curator."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8", newline="\n") as remarks:
        remarks.write(f"- {{topic: {topic.id}, lang: {topic.lang}, date: {today}, by: {quoted(name)}, ")
        remarks.write(f"says: {quoted(text)}}}\n")


def quoted(text: str) -> str:
    """Return a text in quotation marks, as YAML reads it."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
