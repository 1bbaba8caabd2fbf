"""python -m tools.second_reader: does the text of a topic answer each of its variants?

A second reader, who is not their author, says so. `list LANG` prints each topic that has a variant without a
mark: question, answer, and those variants with their numbers. `mark LANG FILE` keeps what was said: FILE has
lines `topic: [numbers that are not answered]` for topics that have such; all others that were listed count as
answered. The marks lie in tests/knowledge_base/second_reader, a file for each topic and language;
tests/knowledge_base/test_second_reader.py holds the base against them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.knowledge import loader
from bot.knowledge.base.entry import Topic
from bot.settings import read

MARKS = Path("tests/knowledge_base/second_reader")
ANSWERED, NOT_ANSWERED = "+ ", "- "
Marks = dict[str, list[str]]


def file_of(topic: Topic) -> Path:
    """Return where the marks of a topic lie: a line for each variant, "+ " or "- " before it."""
    return MARKS / topic.lang / f"{topic.id}.txt"


def marks_of(topic: Topic) -> Marks:
    """Return the variants that were marked, by mark; empty lists where nobody has read them."""
    file = file_of(topic)
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return {mark: [line[2:] for line in lines if line.startswith(mark)] for mark in (ANSWERED, NOT_ANSWERED)}


def unread(topic: Topic) -> list[tuple[int, str]]:
    """Return the variants that have no mark, with their numbers from 0."""
    marked = {text for texts in marks_of(topic).values() for text in texts}
    return [(at, text) for at, text in enumerate(topic.variants) if text not in marked]


def mark(topic: Topic, not_answered: frozenset[int]) -> None:
    """Keep the marks of the variants that had none, and forget those of variants that are gone."""
    marks = {
        key: [text for text in texts if text in topic.variants] for key, texts in marks_of(topic).items()
    }
    for at, text in unread(topic):
        marks[NOT_ANSWERED if at in not_answered else ANSWERED].append(text)
    file = file_of(topic)
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = [f"{key}{text}\n" for key, texts in marks.items() for text in texts]
    file.write_text("".join(kept), encoding="utf-8")


def listed(topics: tuple[Topic, ...]) -> Iterator[str]:
    """Return the lines that a second reader reads."""
    for topic in topics:
        left = unread(topic)
        if left:
            yield f"## {topic.id}\nQ: {topic.question}\nA: {topic.answer}"
            yield from (f"- {line}" for line in topic.do)
            yield topic.more
            yield from (f"{at}. {text}" for at, text in left)
            yield ""


def main() -> None:
    """List what is to be read in a language, or keep what was said of it."""
    match sys.argv[1:]:
        case ["list", lang]:
            print("\n".join(listed(_topics(lang))))
        case ["mark", lang, file]:
            said = yaml.safe_load(Path(file).read_text("utf-8")) or {}
            topics = _topics(lang)
            unknown = set(said) - {topic.id for topic in topics}
            if unknown:
                sys.exit(f"No such topic: {', '.join(sorted(unknown))}. Nothing was kept.")
            for topic in topics:
                mark(topic, frozenset(said.get(topic.id) or ()))
        case _:
            sys.exit(__doc__)


def _topics(lang: str) -> tuple[Topic, ...]:
    base = loader.load(read(log_level="error").knowledge)
    return tuple(topic for (said_in, _), topic in base.topics.items() if said_in == lang)


if __name__ == "__main__":
    main()
