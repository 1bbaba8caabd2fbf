"""How a topic's file is changed: the lines that a curator means, and nothing else of it."""

from __future__ import annotations

import datetime as dt
import re
import textwrap

from bot.domain.curating.change import paragraphs
from bot.knowledge.approval import quoted

WIDTH = 106

_LIST = re.compile(r"^variants:\n(?:[ ]+.*\n|-[ ].*\n)*", re.MULTILINE)
_ANSWER = re.compile(r"^answer:.*\n(?:[ ]+.*\n|\n(?=[ ]))*", re.MULTILINE)
_REVIEWED = re.compile(r"^reviewed:.*$", re.MULTILINE)
_BY = re.compile(r"^reviewed_by:.*\n", re.MULTILINE)
_QUESTION = re.compile(r"^question:.*\n", re.MULTILINE)


class CannotEdit(ValueError):
    """Raised when a file does not look as topics do."""


def with_variants(text: str, questions: list[str]) -> str:
    """Return a topic's text with more ways to ask for it."""
    found = _LIST.search(text)
    if found is None:
        raise CannotEdit("variants")
    lines = "".join(f"  - {quoted(question)}\n" for question in questions)
    return text[: found.end()] + lines + text[found.end() :]


def with_answer(text: str, answer: str, today: dt.date) -> str:
    """Return a topic's text with another answer, seen today; approved is it no more."""
    if not _ANSWER.search(text) or not _REVIEWED.search(text):
        raise CannotEdit("answer")
    block = _block(paragraphs(answer))
    changed = _ANSWER.sub(lambda _: block, text, count=1)
    return _BY.sub("", _REVIEWED.sub(f"reviewed: {today}", changed, count=1))


def _block(parts: tuple[str, ...]) -> str:
    """Return the field of an answer: folded where it is one paragraph, line by line where there are more."""
    if len(parts) == 1:
        return f"answer: >-\n{textwrap.indent(textwrap.fill(parts[0], WIDTH), '  ')}\n"
    return "answer: |-\n" + "\n\n".join(f"  {part}" for part in parts) + "\n"


def begun(text: str, questions: list[str]) -> str:
    """Return a new topic's text with what was asked as its title and its first ways of asking."""
    title = _QUESTION.sub(lambda _: f"question: {quoted(questions[0])}\n", text, count=1)
    found = _LIST.search(title)
    if found is None:
        raise CannotEdit("variants")
    head, *todo = found.group(0).rstrip("\n").split("\n")
    asked = [f"  - {quoted(question)}" for question in questions]
    lines = "\n".join((head, *asked, *todo[len(asked) :]))
    return f"{title[: found.start()]}{lines}\n{title[found.end() :]}"
