"""Text with tags, cut into messages that Telegram takes: at most 4,096 characters each, tags intact.

Telegram counts UTF-16 code units of what is left when the tags are gone.
Source: Telegram Bot API, sendMessage ("1-4096 characters after entities parsing") and HTML style.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 4096
"""UTF-16 code units that one message may have."""

_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), " ")
_SENTENCE = re.compile(r"[.!?…:;](?=\s)")
_JOINED = "\u200d\ufe0e\ufe0f"


class Tag(StrEnum):
    """How a run of text is set. The value is the element's name."""

    NONE = ""
    BOLD = "b"
    COPY = "pre"
    FOLDED = "blockquote"
    LINK = "a"


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is set in one way; `url` is where a LINK leads."""

    text: str
    tag: Tag = Tag.NONE
    url: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """What fits into one message: with tags, and the same text without."""

    html: str
    plain: str


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it, in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Return a text that can be sent: no half characters, no control characters, one kind of line end."""
    if text.isascii() and text.isprintable():
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)


def pieces(runs: Iterable[Run], longest: int = LONGEST) -> list[Piece]:
    """Return the messages that the runs make, none if there is nothing to read."""
    sheet = [Run(clean(run.text), run.tag, run.url) for run in runs if run.text]
    text = "".join(run.text for run in sheet)
    spans = list(_spans(sheet))
    kept = [(start, end) for run, start, end in spans if run.tag in {Tag.COPY, Tag.FOLDED}]
    slices = (_trimmed(text, *part) for part in cut(text, kept, longest))
    return [Piece(_html(spans, *part), text[slice(*part)]) for part in slices if part[0] < part[1]]


def cut(text: str, kept: Sequence[tuple[int, int]], longest: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of parts that are short enough; `kept` are stretches to be cut only if need be."""
    start = 0
    while start < len(text):
        end = _reach(text, start, longest)
        if end < len(text):
            end = _bound(text, start, end, kept)
        yield start, end
        start = end


def _reach(text: str, start: int, longest: int) -> int:
    """Return the end of the longest part from `start` that is short enough, at least one character."""
    end = min(len(text), start + longest)
    while (excess := units(text[start:end]) - longest) > 0:
        end -= (excess + 1) // 2  # a character has two units at most
    return max(end, start + 1)


def _bound(text: str, start: int, end: int, kept: Sequence[tuple[int, int]]) -> int:
    """Return where to cut in (start, end]: between paragraphs, else lines, else sentences, else words."""
    paragraphs = [match.start() for match in re.finditer("\n\n", text[start : end + 2])]
    bounds = [start + place for place in paragraphs if 0 < place <= end - start]
    outside = [place for place in bounds if not any(a < place < b for a, b in kept)]
    if outside or bounds:
        return (outside or bounds)[-1]
    line = text.rfind("\n", start + 1, end + 1)
    if line > start:
        return line
    sentences = [match.end() for match in _SENTENCE.finditer(text, start, end + 1) if match.end() <= end]
    if sentences:
        return sentences[-1]
    word = text.rfind(" ", start + 1, end + 1)
    return word if word > start else _between_characters(text, start, end)


def _between_characters(text: str, start: int, end: int) -> int:
    """Return the last place up to `end` that does not part a letter from its marks."""
    place = end
    while place > start + 1 and _belongs(text, place):
        place -= 1
    return place if place > start + 1 else end


def _belongs(text: str, place: int) -> bool:
    return bool(unicodedata.combining(text[place])) or text[place] in _JOINED or text[place - 1] in _JOINED


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


def _spans(runs: Iterable[Run]) -> Iterator[tuple[Run, int, int]]:
    place = 0
    for run in runs:
        yield run, place, place + len(run.text)
        place += len(run.text)


def _html(spans: Iterable[tuple[Run, int, int]], start: int, end: int) -> str:
    """Return the part of the runs between two places, each piece in tags of its own."""
    parts = ((run, run.text[max(start - a, 0) : max(end - a, 0)]) for run, a, _ in spans)
    return "".join(_tagged(run, part) for run, part in parts if part)


def _tagged(run: Run, part: str) -> str:
    body = html.escape(part, quote=False)
    match run.tag:
        case Tag.NONE:
            return body
        case Tag.LINK:
            return f'<a href="{html.escape(clean(run.url))}">{body}</a>'
        case Tag.FOLDED:
            return f"<blockquote expandable>{body}</blockquote>"
        case _:
            return f"<{run.tag}>{body}</{run.tag}>"
