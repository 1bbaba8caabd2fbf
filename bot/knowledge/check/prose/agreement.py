"""The three languages of a topic say the same: the same numbers and sections, the same yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files
from bot.knowledge.base.yaml_safe import Document
from bot.knowledge.check.shape import at, lines

MONTHS = ("jan", "feb", "mar", "apr", "ma[iy]", "jun", "jul", "aug", "sep", "o[kc]t", "nov", "de[sc]")
_MONTH = re.compile(rf"(?<=\d)[. ]+(?:{'|'.join(f'({month})' for month in MONTHS)})[a-zæøå]*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_BEGINS = re.compile(r"\W*(ja|nei|yes|no)(?=[.,:;!])", re.IGNORECASE)
_SAME = {"ja": "yes", "nei": "no"}


def faults(files: Files) -> Iterator[Fault]:
    """Return every topic of which one language says a number, or a yes or no, that the first one does not."""
    by_topic: dict[str, dict[str, Document]] = {}
    for (lang, topic_id), document in files.topics.items():
        by_topic.setdefault(topic_id, {})[lang] = document
    for documents in by_topic.values():
        yield from _compared(documents)


def _compared(documents: Mapping[str, Document]) -> Iterator[Fault]:
    (_, first), *others = documents.items()
    for _, other in others:
        for key in ("answer", "more", "plain", "example", "do"):
            here, there = numbers(_text(other, key)), numbers(_text(first, key))
            if here != there:
                apart = ", ".join(sorted(here ^ there, key=int))
                yield other.fault((key,), "numbers_differ", numbers=apart, other=first.file)
        if yes_or_no(_text(other, "answer")) != yes_or_no(_text(first, "answer")):
            yield other.fault(("answer",), "yes_no_differs", other=first.file)


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text, with months as numbers: "27. april 2022" and "27.04.2022" are alike."""
    told = _MONTH.sub(lambda hit: f" {1 + next(i for i, part in enumerate(hit.groups()) if part)}", text)
    return frozenset(str(int(number)) for number in _NUMBER.findall(told))


def yes_or_no(text: str) -> str:
    """Return "yes" or "no" when the text begins with it in any language, else nothing."""
    hit = _BEGINS.match(text)
    return _SAME.get(hit[1].lower(), hit[1].lower()) if hit else ""


def _text(document: Document, key: str) -> str:
    value = at(document, (key,))
    if isinstance(value, list):
        return "\n".join(text for _, text in lines(document, (key,)))
    return value if isinstance(value, str) else ""
